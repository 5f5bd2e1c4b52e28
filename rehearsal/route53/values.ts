import { isIPv4, isIPv6 } from 'node:net';
import { parseCharacterStrings } from './character-strings.ts';
import type { Parsed } from './names.ts';
import { parseName, unreadable } from './names.ts';
import type { RecordType } from './types.ts';

/** A value read by its type. Names are canonical; numbers are in the range that the wire format has for them. */
export type Rdata =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'name'; readonly target: string }
  | { readonly kind: 'strings'; readonly strings: readonly Buffer[] }
  | { readonly kind: 'MX'; readonly preference: number; readonly exchange: string }
  | {
      readonly kind: 'SRV';
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      readonly target: string;
    }
  | {
      readonly kind: 'SOA';
      readonly mname: string;
      readonly rname: string;
      readonly numbers: readonly [number, number, number, number, number];
    }
  /** Of a type that no migration touches: not read, so `text` is the value as it is. `typeNumber` as IANA assigns it. */
  | { readonly kind: 'opaque'; readonly typeNumber: number; readonly text: string };

const UINT16 = 65_535;
const UINT32 = 4_294_967_295;

const READERS: { readonly [type in RecordType]: (text: string) => Parsed<Rdata> } = {
  A: (text) =>
    isIPv4(text)
      ? ok({ kind: 'address', address: text })
      : unreadable('ARRDATAIllegalIPv4Address', 'Value is not a valid IPv4 address', text),
  AAAA: (text) =>
    isIPv6(text) && !text.includes('%')
      ? ok({ kind: 'address', address: text })
      : unreadable('AAAARRDATAIllegalIPv6Address', 'Value is not a valid IPv6 address', text),
  CNAME: readTarget,
  NS: readTarget,
  PTR: readTarget,
  TXT: readStrings,
  MX: readMx,
  SRV: readSrv,
  SOA: readSoa,
  CAA: opaque(257),
  DS: opaque(43),
  HTTPS: opaque(65),
  NAPTR: opaque(35),
  SPF: opaque(99),
  SSHFP: opaque(44),
  SVCB: opaque(64),
  TLSA: opaque(52),
};

/** Reads one value as Route 53 does, and says why not in Route 53's words. */
export function parseValue(type: RecordType, text: string): Parsed<Rdata> {
  return READERS[type](text);
}

function ok(value: Rdata): Parsed<Rdata> {
  return { ok: true, value };
}

function readTarget(text: string): Parsed<Rdata> {
  const name = parseName(text);
  return name.ok ? ok({ kind: 'name', target: name.value }) : name;
}

function readStrings(text: string): Parsed<Rdata> {
  const strings = parseCharacterStrings(text);
  return strings.ok ? ok({ kind: 'strings', strings: strings.value }) : strings;
}

function readMx(text: string): Parsed<Rdata> {
  const fields = fieldsOf(text);
  if (fields.length !== 2) return unreadable('MXRRDATANotTwoFields', "MX record doesn't have 2 fields", text);
  const preference = uint(fields[0] as string, UINT16);
  if (preference === undefined) return badNumber('MXRRDATAIllegalPreference', UINT16, text);
  const exchange = parseName(fields[1] as string);
  return exchange.ok ? ok({ kind: 'MX', preference, exchange: exchange.value }) : exchange;
}

function readSrv(text: string): Parsed<Rdata> {
  const fields = fieldsOf(text);
  if (fields.length !== 4) {
    return unreadable('SRVRRDATANotFourFields', "SRV record doesn't have 4 fields", text);
  }
  const [priority, weight, port] = fields.slice(0, 3).map((field) => uint(field, UINT16));
  if (priority === undefined || weight === undefined || port === undefined) {
    return badNumber('SRVRRDATAIllegalNumber', UINT16, text);
  }
  const target = parseName(fields[3] as string);
  return target.ok ? ok({ kind: 'SRV', priority, weight, port, target: target.value }) : target;
}

function readSoa(text: string): Parsed<Rdata> {
  const fields = fieldsOf(text);
  if (fields.length !== 7) {
    return unreadable('SOARRDATANotSevenFields', "SOA record doesn't have 7 fields", text);
  }
  const mname = parseName(fields[0] as string);
  if (!mname.ok) return mname;
  const rname = parseName(fields[1] as string);
  if (!rname.ok) return rname;
  const [serial, refresh, retry, expire, minimum] = fields.slice(2).map((field) => uint(field, UINT32));
  if (
    serial === undefined ||
    refresh === undefined ||
    retry === undefined ||
    expire === undefined ||
    minimum === undefined
  ) {
    return badNumber('SOARRDATAIllegalNumber', UINT32, text);
  }
  const numbers = [serial, refresh, retry, expire, minimum] as const;
  return ok({ kind: 'SOA', mname: mname.value, rname: rname.value, numbers });
}

function opaque(typeNumber: number): (text: string) => Parsed<Rdata> {
  return (text) =>
    text === '' ? unreadable('RDATAEmpty', 'Value is empty', text) : ok({ kind: 'opaque', typeNumber, text });
}

/** A blank in front or at the end makes an empty field: whether AWS takes one isn't known. */
function fieldsOf(text: string): string[] {
  return text.split(/[ \t]+/);
}

function uint(text: string, max: number): number | undefined {
  if (!/^\d{1,10}$/.test(text)) return undefined;
  const number = Number(text);
  return number <= max ? number : undefined;
}

function badNumber(code: string, max: number, text: string): Parsed<never> {
  return unreadable(code, `Value is not an integer from 0 to ${max}`, text);
}
