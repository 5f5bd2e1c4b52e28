import type { Answer as PacketRecord, RecordType as PacketType } from 'dns-packet';
import { toPacketName } from './names.ts';
import type { AnswerRecord } from './resolve.ts';
import type { RecordType } from './types.ts';
import type { Rdata } from './values.ts';
import { parseValue } from './values.ts';

/** A record as `dns-packet` encodes it, owned by `owner` (in its notation). Undefined where it can't say it: a dot inside a label. */
export function toPacketRecord(
  { type, ttl, value }: AnswerRecord,
  owner: string | undefined,
): PacketRecord | undefined {
  const parsed = parseValue(type, value);
  // A stored value has been read by its type before; what an alias resolved to has not.
  if (!parsed.ok)
    throw new Error(`'${value}' is not a value of type ${type}, which ${owner} was to be answered with`);
  const data = type === 'CAA' ? (caaData(value) ?? packetData(parsed.value)) : packetData(parsed.value);
  if (data === undefined || owner === undefined) return undefined;
  return { type: packetType(type, parsed.value), name: owner, ttl, class: 'IN', data } as PacketRecord;
}

/** Under its number, `dns-packet` takes a type's data as bytes. */
function packetType(type: RecordType, rdata: Rdata): PacketType {
  return (rdata.kind === 'opaque' ? `UNKNOWN_${rdata.typeNumber}` : type) as PacketType;
}

function packetData(rdata: Rdata): object | string | undefined {
  switch (rdata.kind) {
    case 'address':
      return rdata.address;
    case 'name':
      return toPacketName(rdata.target);
    case 'strings':
      return [...rdata.strings];
    case 'MX':
      return withName(rdata.exchange, (exchange) => ({ preference: rdata.preference, exchange }));
    case 'SRV': {
      const { priority, weight, port } = rdata;
      return withName(rdata.target, (target) => ({ priority, weight, port, target }));
    }
    case 'SOA': {
      const [serial, refresh, retry, expire, minimum] = rdata.numbers;
      return withName(rdata.mname, (mname) =>
        withName(rdata.rname, (rname) => ({ mname, rname, serial, refresh, retry, expire, minimum })),
      );
    }
    case 'opaque':
      return Buffer.from(rdata.text);
  }
}

/** Source: RFC 8659, 4.1. Undefined where the value isn't one. */
function caaData(value: string): Buffer | undefined {
  const [, flags, tag = '', text = ''] =
    /^(\d{1,3})[ \t]+([a-z0-9]{1,255})[ \t]+"([^"]*)"$/i.exec(value) ?? [];
  if (flags === undefined || Number(flags) > 255) return undefined;
  return Buffer.concat([Buffer.from([Number(flags), tag.length]), Buffer.from(tag), Buffer.from(text)]);
}

function withName<T>(name: string, build: (packetName: string) => T): T | undefined {
  const packetName = toPacketName(name);
  return packetName === undefined ? undefined : build(packetName);
}
