/** An execution as blocks on the axis of time. */
import { blocksOfStates, inExtent } from '../page/blocks.ts';
import type { Block } from '../page/panel.ts';
import type { Extent } from '../page/time.ts';
import type { ExecutionEntry } from './document.ts';

export function blocksOfExecution(extent: Extent, execution: ExecutionEntry): readonly Block[] {
  const { machine, states } = execution;
  const blocks =
    machine === 'RollBack' ? blocksOfStates(extent, states, () => 'bad') : blocksOfStates(extent, states);
  return [...blocks, ...inExtent(extent, endOf(execution))];
}

/** A mark where an execution ended otherwise than it should. */
function endOf({ until, status, error, cause, states }: ExecutionEntry): readonly Block[] {
  if (status === 'SUCCEEDED' || status === 'RUNNING') return [];
  const at = Date.parse(until);
  const why = [error, cause].filter((each) => each !== undefined).join(': ');
  const state = states.at(-1)?.what;
  const words = `ended ${status}${state ? ` in ${state}` : ''}${why ? `. ${why}` : ''}`;
  return [{ from: at, until: at, text: status, tone: 'bad', words }];
}
