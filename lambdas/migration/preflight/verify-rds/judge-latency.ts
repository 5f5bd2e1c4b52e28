import type { Finding } from '../../contract/findings.ts';
import type { DatabaseEndpoint } from '../../contract/payloads.ts';
import { MIGRATE } from '../../contract/states.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import type { RoundTrips } from '../../ports/database-probe.ts';
import { percentile } from './percentile.ts';

const notes = notesOf(MIGRATE.verifyRds);
const WHY = 'Every query from the cluster takes at least one round trip.';

/** The whole distribution must be known: one that lacks the slow ones would look better than it is. */
export function judgeLatency(endpoint: DatabaseEndpoint, { milliseconds, lost }: RoundTrips): Finding {
  const { identifier, p99BudgetMs } = endpoint;
  const [p50, p99] = [percentile(milliseconds, 0.5), percentile(milliseconds, 0.99)];
  const tried = milliseconds.length + lost;
  if (lost > 0 || p50 === undefined || p99 === undefined) {
    return notes.fail(identifier, 'database-round-trips-lost', {
      seen: `${lost} of ${tried} round trips got no answer.`,
      why: WHY,
      toDo: "Check the database's connection limit and load, and the network to it.",
    });
  }
  const seen = `Of ${tried} round trips: p50 ${ms(p50)}, p99 ${ms(p99)}; the budget is ${ms(p99BudgetMs)} (p99).`;
  if (p99 <= p99BudgetMs) return notes.pass(identifier, 'database-fast-enough', { seen, why: WHY });
  return notes.fail(identifier, 'database-too-slow', {
    seen,
    why: WHY,
    toDo: 'Bring the cluster closer to the database (same Region, peering instead of VPN), or raise the budget.',
  });
}

function ms(value: number): string {
  return `${Number(value.toPrecision(3))} ms`;
}
