import { readingOf } from '../domain/reading.ts';
import { inTime } from './in-time.ts';
import { PATIENCE_MS } from './kept-run.ts';
import type { RollBackPorts } from './ports.ts';

/**
 * Keeps the health check on the cluster's records unhealthy, or lets it go. Never throws: it keeps no record from being restored.
 * @param at epoch milliseconds: since when that is known
 * @returns '' or why nobody knows of it, as a sentence
 */
export async function sayOwed(
  { latch }: Pick<RollBackPorts, 'latch'>,
  owed: boolean,
  at: number,
): Promise<string> {
  if (!latch) return '';
  const said = await readingOf(() => inTime(PATIENCE_MS, 'CloudWatch', () => latch.say(owed, at)));
  return said.known ? '' : `RollbackOwed could not be published as ${owed ? 1 : 0}: ${said.why}`;
}
