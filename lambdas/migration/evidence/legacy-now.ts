import type { Run } from '../../shared/contract/run.ts';
import { againstLegacy } from '../domain/legacy/against-legacy.ts';
import { judgeLegacy } from '../domain/legacy/judge-legacy.ts';
import { ownAnswers } from '../domain/traffic-sources.ts';
import { loadRun } from '../swap/load-run.ts';
import type { SwapPorts } from '../swap/ports.ts';
import { type LegacyPorts, legacyEvidence } from './legacy-evidence.ts';

/** What judging legacy while a run is under way needs from outside. */
export interface LegacyNowPorts extends Pick<SwapPorts, 'settings' | 'clock' | 'journal'> {
  readonly legacy: LegacyPorts;
}

/**
 * What speaks now against a rollback to what legacy was before the run, in words.
 * @throws FenceLost, TransientFailure
 */
export async function legacyNow(
  run: Run,
  { settings, clock, journal, legacy }: LegacyNowPorts,
): Promise<readonly string[]> {
  const { run: begun, beforeImage } = await loadRun(journal, run);
  const seen = await legacyEvidence(ownAnswers(beforeImage.values()), begun.begunAt, legacy);
  return againstLegacy(judgeLegacy(seen), settings.acceptances, clock.now());
}
