import { rollBackBudget } from '../../checks/migration/budget.ts';
import type { Evidence } from '../../checks/migration/evidence.ts';
import { figuresOf, type RollBackTimes } from '../../checks/migration/figures.ts';
import { type Tail, tailOf } from '../../checks/migration/tails.ts';
import { duration, grouped } from '../../text/numbers.ts';

/** What a migration came to for clients, as lines of the summary. */
export function migrationFigures(evidence: Evidence): readonly string[] {
  const { requests, unanswered, astray, failed, rollBack } = figuresOf(evidence);
  const tail = tailOf(evidence);
  return [
    `requests     ${grouped(requests)} from clients; ${grouped(unanswered)} unanswered, ${grouped(astray)} sent to a wrong place, ${grouped(failed)} failed`,
    ...(tail ? [`connections  ${tailLine(tail)}`] : []),
    ...(rollBack ? [`rollback     ${rollBackLine(rollBack, rollBackBudget(evidence.scene.estate))}`] : []),
  ];
}

function tailLine({ from, predicted, measured }: Tail): string {
  const lasted =
    measured === from
      ? 'none was open on the cluster'
      : `led to the cluster for ${duration(measured - from)}`;
  return `after the last TTL ${lasted} (the notification said up to ${duration(predicted - from)})`;
}

/** @param budget milliseconds */
function rollBackLine({ alarm, accepted, inSync, lastTtl }: RollBackTimes, budget: number): string {
  const parts = [
    ...(alarm === undefined ? [] : [`alarm to accepted ${duration(accepted - alarm)}`]),
    `accepted to confirmed INSYNC ${duration(inSync - accepted)}`,
    `TTL ${duration(lastTtl - inSync)}`,
  ];
  if (alarm === undefined) return parts.join(', ');
  return `${parts.join(', ')}: ${duration(lastTtl - alarm)} in all (budget ${duration(budget)})`;
}
