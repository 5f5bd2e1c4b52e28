import type { Measured } from '../../contract/database-probes.ts';
import type { Finding } from '../../contract/findings.ts';
import type { DatabaseEndpoint } from '../../contract/payloads.ts';
import { MIGRATE } from '../../contract/states.ts';
import { inWords, ms } from '../../domain/databases/latency.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import { placesInWords, type View } from './views.ts';

const notes = notesOf(MIGRATE.verifyRds);
const WHY = 'Every query from the cluster takes at least one round trip.';

/** Measured in full: a distribution that lacks the slow ones would look better than it is. */
interface Timed {
  readonly from: string;
  readonly tried: number;
  readonly times: NonNullable<Measured['times']>;
}

export function judgeLatency(endpoint: DatabaseEndpoint, views: readonly View[]): Finding[] {
  const timed = timedOf(views);
  return [...judgeLost(endpoint, views), ...(timed.length > 0 ? [judgeTimes(endpoint, timed)] : [])];
}

/** Those from where no connection was lost. */
export function timedOf(views: readonly View[]): readonly Timed[] {
  return views.flatMap(({ from, measured }) =>
    measured?.times && measured.lost === 0 ? [{ from, tried: measured.tried, times: measured.times }] : [],
  );
}

function judgeLost({ subject }: DatabaseEndpoint, views: readonly View[]): Finding[] {
  const losing = views.flatMap(({ from, measured }) =>
    measured && (measured.lost > 0 || !measured.times)
      ? [`${measured.lost} of ${measured.tried} connections from ${from}`]
      : [],
  );
  if (losing.length === 0) return [];
  return [
    notes.fail(subject, 'database-round-trips-lost', {
      seen: `No answer to ${losing.join(', ')}.`,
      why: WHY,
      toDo: "Check the database's connection limit and load, and the network to it.",
    }),
  ];
}

function judgeTimes(endpoint: DatabaseEndpoint, timed: readonly Timed[]): Finding {
  const { subject, p99BudgetMs } = endpoint;
  const all = timed.map((each) => timesInWords(each, endpoint)).join(' ');
  const seen = `${all} The budget is ${ms(p99BudgetMs)} (p99 of the answer).`;
  const slow = timed.filter(({ times }) => times.answer.p99 > p99BudgetMs);
  if (slow.length === 0) return notes.pass(subject, 'database-fast-enough', { seen, why: WHY });
  if (slow.length === timed.length)
    return notes.fail(subject, 'database-too-slow', {
      seen,
      why: WHY,
      toDo: 'Bring the cluster closer to the database (same Region, peering instead of VPN), or raise the budget.',
    });
  return notes.fail(subject, 'database-slow-in-zone', {
    seen: `Too slow from ${placesInWords(slow)} only. ${seen}`,
    why: `${WHY} Whether a page is fast depends on which node serves it.`,
    toDo: 'Compare that zone’s route table with the others’: a NAT gateway, an appliance or a VPN may be on its way. If the way to another zone is all, raise the budget.',
  });
}

function timesInWords({ from, tried, times }: Timed, { roundTrips }: DatabaseEndpoint): string {
  const asked =
    tried < roundTrips ? `${tried} of ${roundTrips} connections, for lack of time` : `${tried} connections`;
  const { answer, connect, tls } = times;
  return `From ${from}, ${asked}: answer ${inWords(answer)}; connect ${inWords(connect)}; TLS ${inWords(tls)}.`;
}
