/** Which names are requested in which minute: all at all addresses of the load balancer, or a fair part of them. */

export interface Question {
  readonly host: string;
  readonly address: string;
}

/** In one minute: more would be a load of their own, and might not be answered in time. */
export const MOST_QUESTIONS = 200;

const MINUTE = 60_000;

/**
 * Each host at each address, if those are few enough. Otherwise each host at one address, and of many hosts every nth: others each
 * minute, so that whatever keeps failing is found again and again, and each minute's part is a fair sample. Each minute has all addresses.
 * @param hosts each once @param addresses each once @param now epoch milliseconds
 */
export function questionsAt(
  hosts: readonly string[],
  addresses: readonly string[],
  now: number,
): readonly Question[] {
  if (addresses.length === 0) return [];
  if (hosts.length * addresses.length <= MOST_QUESTIONS)
    return hosts.flatMap((host) => addresses.map((address) => ({ host, address })));
  const minute = Math.floor(now / MINUTE);
  const rounds = Math.ceil(hosts.length / MOST_QUESTIONS);
  // Once all hosts have been asked, each is asked at the next address.
  const turn = Math.floor(minute / rounds);
  return hosts
    .filter((_, i) => i % rounds === minute % rounds)
    .map((host, i) => ({ host, address: addresses[(i + turn) % addresses.length] ?? '' }));
}

/** How many minutes it takes until each host has been asked at each address. */
export function minutesForAll(hosts: number, addresses: number): number {
  return hosts * addresses <= MOST_QUESTIONS ? 1 : Math.ceil(hosts / MOST_QUESTIONS) * addresses;
}
