import type { Answer as PacketRecord, RecordType as PacketType } from 'dns-packet';
import { toPacketName } from './names.ts';
import type { AnswerRecord } from './resolve.ts';
import type { RecordType } from './types.ts';
import type { Rdata } from './values.ts';
import { parseValue } from './values.ts';

/**
 * A record as `dns-packet` encodes it, owned by `owner` (in its notation). Undefined where it can't say it: HTTPS and SVCB, and names
 * with a dot inside a label.
 */
export function toPacketRecord(
  { type, ttl, value }: AnswerRecord,
  owner: string | undefined,
): PacketRecord | undefined {
  const parsed = parseValue(type, value);
  // A stored value has been read by its type before; what an alias resolved to has not.
  if (!parsed.ok)
    throw new Error(`'${value}' is not a value of type ${type}, which ${owner} was to be answered with`);
  const data = packetData(type, parsed.value);
  if (data === undefined || owner === undefined) return undefined;
  return { type: type as PacketType, name: owner, ttl, class: 'IN', data } as PacketRecord;
}

function packetData(type: RecordType, rdata: Rdata): object | string | undefined {
  switch (rdata.kind) {
    case 'address':
      return rdata.address;
    case 'name':
      return toPacketName(rdata.target);
    case 'strings':
      return type === 'SPF' ? lengthPrefixed(rdata.strings) : [...rdata.strings];
    case 'MX':
      return withName(rdata.exchange, (exchange) => ({ preference: rdata.preference, exchange }));
    case 'SRV': {
      const { priority, weight, port } = rdata;
      return withName(rdata.target, (target) => ({ priority, weight, port, target }));
    }
    case 'CAA':
      return { flags: rdata.flags, tag: rdata.tag, value: rdata.value.toString('utf8') };
    case 'SOA': {
      const [serial, refresh, retry, expire, minimum] = rdata.numbers;
      return withName(rdata.mname, (mname) =>
        withName(rdata.rname, (rname) => ({ mname, rname, serial, refresh, retry, expire, minimum })),
      );
    }
    case 'DS': {
      const [keyTag, algorithm, digestType] = rdata.numbers;
      return { keyTag, algorithm, digestType, digest: rdata.digest };
    }
    case 'SSHFP':
      return {
        algorithm: rdata.numbers[0],
        hash: rdata.numbers[1],
        fingerprint: rdata.fingerprint.toString('hex'),
      };
    case 'TLSA': {
      const [usage, selector, matchingType] = rdata.numbers;
      return { usage, selector, matchingType, certificate: rdata.data };
    }
    case 'NAPTR': {
      const [flags, services, regexp] = rdata.strings.map((text) => text.toString('utf8'));
      const { order, preference } = rdata;
      return withName(rdata.replacement, (replacement) => ({
        order,
        preference,
        flags,
        services,
        regexp,
        replacement,
      }));
    }
    case 'service':
      return undefined;
  }
}

function withName<T>(name: string, build: (packetName: string) => T): T | undefined {
  const packetName = toPacketName(name);
  return packetName === undefined ? undefined : build(packetName);
}

/** The wire form of character strings, for a type that `dns-packet` takes as bytes. */
function lengthPrefixed(strings: readonly Buffer[]): Buffer {
  return Buffer.concat(strings.flatMap((text) => [Buffer.from([text.length]), text]));
}
