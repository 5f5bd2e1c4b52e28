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
  | { readonly kind: 'CAA'; readonly flags: number; readonly tag: string; readonly value: Buffer }
  | {
      readonly kind: 'SOA';
      readonly mname: string;
      readonly rname: string;
      readonly numbers: readonly [number, number, number, number, number];
    }
  | { readonly kind: 'DS'; readonly numbers: readonly [number, number, number]; readonly digest: Buffer }
  | { readonly kind: 'SSHFP'; readonly numbers: readonly [number, number]; readonly fingerprint: Buffer }
  | { readonly kind: 'TLSA'; readonly numbers: readonly [number, number, number]; readonly data: Buffer }
  | {
      readonly kind: 'NAPTR';
      readonly order: number;
      readonly preference: number;
      readonly strings: readonly Buffer[];
      readonly replacement: string;
    }
  | { readonly kind: 'service'; readonly priority: number; readonly target: string; readonly params: string };

const UINT8 = 255;
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
  SPF: readStrings,
  MX: readMx,
  SRV: readSrv,
  CAA: readCaa,
  SOA: readSoa,
  DS: (text) =>
    readNumbersAndHex(text, 'DS', [UINT16, UINT8, UINT8], (n, digest) => ({
      kind: 'DS',
      numbers: [n[0] as number, n[1] as number, n[2] as number],
      digest,
    })),
  SSHFP: readSshfp,
  TLSA: (text) =>
    readNumbersAndHex(text, 'TLSA', [UINT8, UINT8, UINT8], (n, data) => ({
      kind: 'TLSA',
      numbers: [n[0] as number, n[1] as number, n[2] as number],
      data,
    })),
  NAPTR: readNaptr,
  HTTPS: readService,
  SVCB: readService,
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

const CAA = /^(\S+)[ \t]+([A-Za-z0-9]+)[ \t]+(".*")$/s;

function readCaa(text: string): Parsed<Rdata> {
  const fields = CAA.exec(text.trim());
  if (fields === null) {
    return unreadable('CAARRDATANotThreeFields', 'CAA record doesn\'t have flags, tag and "value"', text);
  }
  const flags = uint(fields[1] as string, UINT8);
  if (flags === undefined) return badNumber('CAARRDATAIllegalFlags', UINT8, text);
  const strings = parseCharacterStrings(fields[3] as string);
  if (!strings.ok) return strings;
  const [value, ...more] = strings.value;
  if (value === undefined || more.length > 0) {
    return unreadable('CAARRDATANotThreeFields', 'CAA record doesn\'t have flags, tag and "value"', text);
  }
  return ok({ kind: 'CAA', flags, tag: fields[2] as string, value });
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

function readNaptr(text: string): Parsed<Rdata> {
  const fields = /^(\d+)[ \t]+(\d+)[ \t]+(".*")[ \t]+(\S+)$/s.exec(text.trim());
  if (fields === null) {
    return unreadable('NAPTRRRDATANotSixFields', "NAPTR record doesn't have 6 fields", text);
  }
  const order = uint(fields[1] as string, UINT16);
  const preference = uint(fields[2] as string, UINT16);
  if (order === undefined || preference === undefined) {
    return badNumber('NAPTRRRDATAIllegalNumber', UINT16, text);
  }
  const strings = parseCharacterStrings(fields[3] as string);
  if (!strings.ok) return strings;
  if (strings.value.length !== 3) {
    return unreadable('NAPTRRRDATANotSixFields', "NAPTR record doesn't have 6 fields", text);
  }
  const replacement = parseName(fields[4] as string);
  if (!replacement.ok) return replacement;
  return ok({ kind: 'NAPTR', order, preference, strings: strings.value, replacement: replacement.value });
}

/** Bytes of a fingerprint by hash type (1 is SHA-1, 2 is SHA-256). */
const FINGERPRINT_BYTES: { readonly [hash: number]: number } = { 1: 20, 2: 32 };

function readSshfp(text: string): Parsed<Rdata> {
  const read = readNumbersAndHex(text, 'SSHFP', [UINT8, UINT8], ([algorithm, hash], fingerprint) => ({
    kind: 'SSHFP',
    numbers: [algorithm as number, hash as number],
    fingerprint,
  }));
  if (!read.ok || read.value.kind !== 'SSHFP') return read;
  return read.value.fingerprint.length === FINGERPRINT_BYTES[read.value.numbers[1]]
    ? read
    : unreadable('SSHFPRRDATAIllegalFingerprint', 'Fingerprint is not as long as its hash', text);
}

/** HTTPS and SVCB: priority, target, and parameters that are kept as they are. */
function readService(text: string): Parsed<Rdata> {
  const [first, second, ...params] = fieldsOf(text);
  if (first === undefined || second === undefined) {
    return unreadable('SVCBRRDATANotTwoFields', "Record doesn't have a priority and a target", text);
  }
  const priority = uint(first, UINT16);
  if (priority === undefined) return badNumber('SVCBRRDATAIllegalPriority', UINT16, text);
  const target = parseName(second);
  if (!target.ok) return target;
  return ok({ kind: 'service', priority, target: target.value, params: params.join(' ') });
}

function readNumbersAndHex(
  text: string,
  type: string,
  limits: readonly number[],
  build: (numbers: readonly number[], hex: Buffer) => Rdata,
): Parsed<Rdata> {
  const fields = fieldsOf(text);
  const hex = fields.slice(limits.length).join('');
  if (fields.length <= limits.length || !/^(?:[0-9a-fA-F]{2})+$/.test(hex)) {
    return unreadable(
      `${type}RRDATAIllegalFields`,
      `${type} record doesn't have ${limits.length} numbers and hexadecimal data`,
      text,
    );
  }
  const numbers = limits.map((limit, i) => uint(fields[i] as string, limit));
  const all = numbers.filter((number) => number !== undefined);
  if (all.length !== numbers.length) {
    return unreadable(`${type}RRDATAIllegalNumber`, 'Value is not a number in range', text);
  }
  return ok(build(all, Buffer.from(hex, 'hex')));
}

function fieldsOf(text: string): string[] {
  return text.split(/[ \t]+/).filter((field) => field !== '');
}

function uint(text: string, max: number): number | undefined {
  if (!/^\d{1,10}$/.test(text)) return undefined;
  const number = Number(text);
  return number <= max ? number : undefined;
}

function badNumber(code: string, max: number, text: string): Parsed<never> {
  return unreadable(code, `Value is not an integer from 0 to ${max}`, text);
}
