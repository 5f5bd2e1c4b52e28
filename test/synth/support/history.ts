import { HISTORY } from '../../../lib/shared/machines/history.ts';
import { allStates, type Definition } from './definition.ts';
import type { Ended } from './execution.ts';

/**
 * Events in the history of an execution that went this way, if each state of it had been tried as often as its retries
 * allow. Those of the execution's own beginning and end are among them.
 */
export function mostEvents(definition: Definition, { path }: Pick<Ended, 'path'>): number {
  const { ofTask, ofFailedTry, ofOther } = HISTORY;
  const states = new Map(allStates(definition));
  return path.reduce((sum, name) => {
    const { Type, Retry = [] } = states.get(name) ?? {};
    const tries = Retry.reduce((sum, { MaxAttempts }) => sum + MaxAttempts, 0);
    return sum + (Type === 'Task' ? ofTask + ofFailedTry * tries : ofOther);
  }, 2);
}
