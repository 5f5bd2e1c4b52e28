import { undotted } from '../../../shared/contract/dns-names.ts';
import { timeAt } from '../../../shared/domain/time.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { NameProbeSettings } from '../../contract/name-probe.ts';
import { minutesForAll, type Question, questionsAt } from '../../domain/name-probe/questions.ts';
import { WEB_PORTS } from '../../domain/web-ports.ts';
import type { FailingNames } from '../../ports/failing-names.ts';
import type { Resolver } from '../../ports/resolver.ts';
import type { WebProbe } from '../../ports/web-probe.ts';
import { whyFailing } from './why-failing.ts';

export interface ProbePorts {
  readonly resolver: Resolver;
  readonly probe: Pick<WebProbe, 'get'>;
  readonly failingNames: FailingNames;
  readonly clock: Clock;
}

export interface FailedName extends Question {
  readonly why: string;
}

/** What the function logs each minute. */
export interface NamesProbed {
  readonly percent: number;
  readonly asked: number;
  readonly failed: number;
  /** The first that failed. */
  readonly failures: readonly FailedName[];
  /** How many minutes it takes to request each name at each address. */
  readonly minutesForAll: number;
}

/** So many fit into one line of the log. */
const MOST_SHOWN = 100;

/**
 * Requests names from the cluster's load balancer, as clients do, and publishes the percentage that failed. A load balancer without an
 * address serves nobody. If its addresses can't be resolved, nothing is known and nothing is published: the alarm treats that as breaching.
 * @param dnsName of the load balancer
 */
export async function probeNames(
  { hosts, path }: NameProbeSettings,
  dnsName: string,
  { resolver, probe, failingNames, clock }: ProbePorts,
): Promise<NamesProbed> {
  const at = clock.now();
  // A function may have no IPv6.
  const { ipv4 } = await resolver.addressesOf(undotted(dnsName));
  const questions = questionsAt(hosts, ipv4, at);
  const asked = await Promise.all(
    questions.map(async (question): Promise<readonly FailedName[]> => {
      const { host, address } = question;
      const attempt = await probe.get({ address, port: WEB_PORTS.https }, { scheme: 'https', host, path });
      const why = whyFailing(attempt, timeAt(at));
      return why === undefined ? [] : [{ ...question, why }];
    }),
  );
  const failures = asked.flat();
  const percent = questions.length === 0 ? 100 : (100 * failures.length) / questions.length;
  await failingNames.publish(percent, at);
  return {
    percent,
    asked: questions.length,
    failed: failures.length,
    failures: failures.slice(0, MOST_SHOWN),
    minutesForAll: minutesForAll(hosts.length, ipv4.length),
  };
}
