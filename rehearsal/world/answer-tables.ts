/** What a name server may answer, in flat tables: hundreds of thousands of entries look there in each minute. */
import type { ClientName, NameServer, PossibleAnswer } from './name-server.ts';

/** The answers of all names one behind the other. */
export interface Table {
  /** Where the answers of a name begin, by its index; and after the last name where they end. */
  readonly begins: Uint32Array;
  readonly endpoints: Uint16Array;
  /** The shares of a name's answers, summed up. */
  readonly upTo: Float64Array;
  readonly ttlMs: Float64Array;
}

/** For resolvers that prefer IPv4, and for those that prefer IPv6. */
export interface Tables {
  readonly ipv4: Table;
  readonly ipv6: Table;
}

type IndexOf = (endpoint: string) => number;

/** Who prefers IPv6 falls back to IPv4, and the other way round. */
export function tablesOf(
  names: readonly ClientName[],
  nameServer: NameServer,
  minute: number,
  indexOf: IndexOf,
): Tables {
  const both = names.map(({ name }) => ({
    ipv4: nameServer.possibleAnswers(name, 'A', minute),
    ipv6: nameServer.possibleAnswers(name, 'AAAA', minute),
  }));
  for (const { ipv4, ipv6 } of both) for (const { endpoint } of [...ipv4, ...ipv6]) indexOf(endpoint);
  return {
    ipv4: tableOf(
      both.map(({ ipv4, ipv6 }) => (ipv4.length > 0 ? ipv4 : ipv6)),
      indexOf,
    ),
    ipv6: tableOf(
      both.map(({ ipv4, ipv6 }) => (ipv6.length > 0 ? ipv6 : ipv4)),
      indexOf,
    ),
  };
}

/** @param byName the answers of each name */
function tableOf(byName: readonly (readonly PossibleAnswer[])[], indexOf: IndexOf): Table {
  const answers = byName.flat();
  let begin = 0;
  return {
    begins: Uint32Array.from([0, ...byName.map(({ length }) => (begin += length))]),
    endpoints: Uint16Array.from(answers, ({ endpoint }) => indexOf(endpoint)),
    upTo: Float64Array.from(byName.flatMap(summedUp)),
    ttlMs: Float64Array.from(answers, ({ ttlSeconds }) => ttlSeconds * 1000),
  };
}

function summedUp(answers: readonly PossibleAnswer[]): readonly number[] {
  let sum = 0;
  return answers.map(({ share }) => (sum += share));
}
