import type { DecodedPacket, OptAnswer, Question } from 'dns-packet';
import * as dnsPacket from 'dns-packet';
import { toPacketRecord } from './dns-records.ts';
import { fromPacketName, toPacketName } from './names.ts';
import type { Answer, AnswerRecord } from './resolve.ts';

/** Answers a question: `name` canonical, `type` in letters (`UNKNOWN_n` for one that has no name here). */
export type Resolver = (name: string, type: string) => Answer;

export type Transport = 'udp' | 'tcp';

const RCODES = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const;

type Rcode = keyof typeof RCODES;

/** Bytes of a UDP answer to a client that says nothing else, and the most that this server sends. */
const MIN_UDP_BYTES = 512;
const MAX_UDP_BYTES = 4096;
const MAX_TCP_BYTES = 65_535;
const HEADER_BYTES = 12;
/** The client's EDNS version isn't known: `BADVERS`, whose upper eight bits go into OPT. */
const BADVERS_UPPER_BITS = 1;

/** Types that the packet library knows by number only. */
const TYPE_NAMES: { readonly [type: string]: string } = { UNKNOWN_64: 'SVCB', UNKNOWN_65: 'HTTPS' };

/** Questions that want more than one type, or a whole zone. */
const UNSERVED_TYPES: readonly string[] = ['ANY', '*', 'AXFR', 'IXFR'];

/**
 * The answer to one DNS message, as an authoritative server gives it; undefined for what must not be answered
 * (too short to have an id, or itself an answer).
 */
export function answerMessage(message: Buffer, transport: Transport, resolver: Resolver): Buffer | undefined {
  if (message.length < HEADER_BYTES || (message[2] as number) & 0x80) return undefined;
  const id = message.readUInt16BE(0);
  let query: DecodedPacket;
  try {
    query = dnsPacket.decode(message);
  } catch {
    // Whatever is wrong with it, the protocol has one word for it.
    return encode({ id, flags: 0, rcode: 'FORMERR' });
  }
  const { question, rcode } = judge(query, message);
  if (question === undefined) return encode({ id, flags: query.flags ?? 0, rcode });
  const opt = query.additionals?.find((record) => record.type === 'OPT');
  const badVersion = opt !== undefined && opt.ednsVersion !== 0;
  const answer =
    rcode === 'NOERROR' && !badVersion
      ? resolver(fromPacketName(question.name), TYPE_NAMES[question.type] ?? question.type)
      : undefined;
  const parts = { id, flags: query.flags ?? 0, question, opt, badVersion };
  const full = encode({ ...parts, rcode: answer?.rcode ?? rcode, answer });
  if (full.length <= limit(transport, opt)) return full;
  return encode({ ...parts, rcode: answer?.rcode ?? rcode, answer, truncated: true });
}

/** What a client gets when answering went wrong; undefined where `answerMessage` would be silent too. */
export function failureMessage(message: Buffer): Buffer | undefined {
  if (message.length < HEADER_BYTES) return undefined;
  return encode({ id: message.readUInt16BE(0), flags: message.readUInt16BE(2), rcode: 'SERVFAIL' });
}

function judge(query: DecodedPacket, message: Buffer): { question?: Question; rcode: Rcode } {
  const opcode = ((query.flags ?? 0) >> 11) & 0xf;
  if (opcode !== 0) return { rcode: 'NOTIMP' };
  const [question, ...more] = query.questions ?? [];
  if (question === undefined || more.length > 0) return { rcode: 'FORMERR' };
  // A name that isn't the same when encoded again (bytes that aren't text) can't be echoed, so it can't be answered.
  const echo = dnsPacket.encode({ questions: [question] }).subarray(HEADER_BYTES);
  if (!message.subarray(HEADER_BYTES, HEADER_BYTES + echo.length).equals(echo)) return { rcode: 'FORMERR' };
  if (question.class !== 'IN') return { question, rcode: 'REFUSED' };
  if (UNSERVED_TYPES.includes(question.type)) return { question, rcode: 'NOTIMP' };
  return { question, rcode: 'NOERROR' };
}

interface Reply {
  readonly id: number;
  readonly flags: number;
  readonly rcode: Rcode;
  readonly question?: Question;
  readonly opt?: OptAnswer | undefined;
  readonly badVersion?: boolean;
  readonly answer?: Answer | undefined;
  readonly truncated?: boolean;
}

function encode({ id, flags, rcode, question, opt, badVersion, answer, truncated }: Reply): Buffer {
  const records =
    answer && !truncated ? sections(answer, question as Question) : { answers: [], authorities: [] };
  const code = records === undefined ? 'SERVFAIL' : rcode;
  return dnsPacket.encode({
    type: 'response',
    id,
    flags:
      (flags & dnsPacket.RECURSION_DESIRED) |
      (answer?.authoritative ? dnsPacket.AUTHORITATIVE_ANSWER : 0) |
      (truncated ? dnsPacket.TRUNCATED_RESPONSE : 0) |
      RCODES[code],
    questions: question ? [question] : [],
    ...records,
    additionals: opt ? [replyOpt(badVersion ? BADVERS_UPPER_BITS : 0)] : [],
  });
}

/** Undefined when a record can't be said in a packet. */
function sections({ answers, authority }: Answer, question: Question) {
  const asked = fromPacketName(question.name);
  // The owner in the letters of the question: clients compare it case by case.
  const convert = (record: AnswerRecord) =>
    toPacketRecord(record, record.name === asked ? question.name : toPacketName(record.name));
  const converted = { answers: answers.map(convert), authorities: authority.map(convert) };
  const known = <T>(records: (T | undefined)[]) => records.filter((record) => record !== undefined);
  const isWhole =
    known(converted.answers).length === answers.length &&
    known(converted.authorities).length === authority.length;
  return isWhole
    ? { answers: known(converted.answers), authorities: known(converted.authorities) }
    : undefined;
}

function replyOpt(extendedRcode: number): OptAnswer {
  return {
    type: 'OPT',
    name: '.',
    udpPayloadSize: MAX_UDP_BYTES,
    extendedRcode,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [],
  };
}

function limit(transport: Transport, opt: OptAnswer | undefined): number {
  if (transport === 'tcp') return MAX_TCP_BYTES;
  return Math.min(MAX_UDP_BYTES, Math.max(MIN_UDP_BYTES, opt?.udpPayloadSize ?? MIN_UDP_BYTES));
}
