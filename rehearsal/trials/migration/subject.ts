import type { AlarmDefinition } from '../../world/alarm-definition.ts';
import type { LoadBalancer } from '../../world/load-balancer.ts';
import { DAY } from '../../world/minutes.ts';
import type { NameProbe } from '../../world/name-probe.ts';
import type { ClientName, NameServer } from '../../world/name-server.ts';
import type { Traffic } from '../../world/traffic.ts';
import type { NotEvaluated } from './not-evaluated.ts';

/** What may fail, who asks it, and who would see it. */
export interface Subject {
  readonly steps: readonly MatrixStep[];
  /** Names of the alarms that roll back. */
  readonly alarms: readonly string[];
  /** All of the account, as also composite alarms rest on them. */
  readonly definitions: readonly AlarmDefinition[];
  /** Why alarms that roll back, or those on which they rest, are not among them. */
  readonly notEvaluated: ReadonlyMap<string, NotEvaluated>;
  readonly cluster: LoadBalancer;
  /** All others. */
  readonly others: readonly LoadBalancer[];
  readonly names: readonly ClientName[];
  /** Of the names, those that are moved, themselves or by where they lead. */
  readonly moved: readonly string[];
  /** Of these, those that are answered by a CNAME, so that it leads both families to the same name. */
  readonly cnames: readonly string[];
  /** What names are answered with before anything is moved. */
  readonly before: NameServer;
  readonly traffic: Traffic;
  readonly resolvers: number;
  readonly ttlSeconds: number;
  /** Asks the cluster for names each minute; undefined: nobody does. */
  readonly nameProbe?: NameProbe | undefined;
  /** Requests a minute that go straight to the cluster's own name; by default none. */
  readonly testersPerMinute?: number;
}

export interface MatrixStep {
  /** Of the traffic that is on the cluster. */
  readonly percent: number;
  readonly soakSeconds: number;
}

/** How much of the cluster fails, and with what luck. */
export interface Severity {
  /** Of the cluster's requests (0–1). */
  readonly part: number;
  /** The one that fails where one name only does. */
  readonly name: string;
  readonly seed: number;
}

/** How long a failure is watched at a step: through its soak, a day at most. */
export function watchedSeconds({ soakSeconds }: Pick<MatrixStep, 'soakSeconds'>): number {
  return Math.min(soakSeconds, DAY / 1000);
}

/** How much of the cluster's requests fails where nobody says it, percent. */
export const USUAL_FAILING = 20;

/**
 * Answers moved names with the cluster as often as a step says. By then their TTLs have been lowered: who got legacy's answer
 * asks again as soon as who got the cluster's.
 */
export function atShare(
  {
    before,
    moved,
    cnames,
    cluster,
    ttlSeconds,
  }: Pick<Subject, 'before' | 'moved' | 'cnames' | 'cluster' | 'ttlSeconds'>,
  percent: number,
): NameServer {
  const share = percent / 100;
  const isMoved = new Set(moved);
  return {
    versionAt: (at) => before.versionAt(at),
    possibleAnswers: (name, family, at) => {
      const answers = before.possibleAnswers(name, family, at);
      const { ipv4, ipv6 } = cluster;
      const byCname = cnames.includes(name) ? [...ipv4, ...ipv6] : undefined;
      const endpoint = endpointOf(cluster, byCname ?? (family === 'A' ? ipv4 : ipv6));
      if (!isMoved.has(name) || answers.length === 0 || endpoint === undefined) return answers;
      return [
        ...answers.map((answer) => ({ ...answer, ttlSeconds, share: answer.share * (1 - share) })),
        { endpoint, ttlSeconds, share },
      ].filter((answer) => answer.share > 0);
    },
  };
}

/** Undefined if nobody answers for this family. */
function endpointOf({ dnsName }: LoadBalancer, addresses: readonly string[]): string | undefined {
  return dnsName !== '' && addresses.length > 0 ? dnsName : addresses[0];
}

/** Of the moved names, the one that the fewest requests are for, as long as there are any. */
export function quietestOf({ names, moved }: Pick<Subject, 'names' | 'moved'>): ClientName | undefined {
  return names
    .filter(({ name, popularity }) => moved.includes(name) && popularity > 0)
    .toSorted((a, b) => a.popularity - b.popularity)[0];
}
