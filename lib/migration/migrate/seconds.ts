import { type Expression, expression } from '../../shared/machines/expression.ts';

/** Never less than two seconds: Step Functions takes no less than one, and a heartbeat is less than that. */
export function secondsUntil(moment: Expression<string>): Expression<number> {
  return expression<number>(
    `$max([2, $ceil(($toMillis(${moment}) - $toMillis($states.context.State.EnteredTime)) / 1000)])`,
  );
}

/** In a Choice after the wait: one of less than a heartbeat may end by its heartbeat's time-out, a second early. */
export function isOver(until: Expression<string>): Expression<boolean> {
  return expression<boolean>(`$toMillis($states.context.State.EnteredTime) + 1500 >= $toMillis(${until})`);
}
