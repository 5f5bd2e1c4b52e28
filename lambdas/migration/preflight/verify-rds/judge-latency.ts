import type { Finding } from '../../contract/findings.ts';
import type { DatabaseEndpoint } from '../../contract/payloads.ts';
import { MIGRATE } from '../../contract/states.ts';
import { inWords, ms, percentilesOf } from '../../domain/databases/latency.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import type { RoundTrips } from '../../ports/database-probe.ts';

const notes = notesOf(MIGRATE.verifyRds);
const WHY = 'Every query from the cluster takes at least one round trip.';

/** The whole distribution must be known: one that lacks the slow ones would look better than it is. */
export function judgeLatency(endpoint: DatabaseEndpoint, { times, lost }: RoundTrips): Finding {
  const { subject, roundTrips, p99BudgetMs } = endpoint;
  const connect = percentilesOf(times.map((each) => each.connect));
  const tls = percentilesOf(times.map((each) => each.tls));
  const answer = percentilesOf(times.map((each) => each.answer));
  const tried = times.length + lost;
  if (lost > 0 || !connect || !tls || !answer) {
    return notes.fail(subject, 'database-round-trips-lost', {
      seen: `${lost} of ${tried} connections got no answer.`,
      why: WHY,
      toDo: "Check the database's connection limit and load, and the network to it.",
    });
  }
  const asked =
    tried < roundTrips ? `${tried} of ${roundTrips} connections, for lack of time` : `${tried} connections`;
  const seen = `Of ${asked}: answer ${inWords(answer)}; connect ${inWords(connect)}; TLS ${inWords(tls)}. The budget is ${ms(p99BudgetMs)} (p99 of the answer).`;
  if (answer.p99 <= p99BudgetMs) return notes.pass(subject, 'database-fast-enough', { seen, why: WHY });
  return notes.fail(subject, 'database-too-slow', {
    seen,
    why: WHY,
    toDo: 'Bring the cluster closer to the database (same Region, peering instead of VPN), or raise the budget.',
  });
}
