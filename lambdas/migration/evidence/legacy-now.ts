import type { Run } from '../../shared/contract/run.ts';
import type { JournalState } from '../domain/journal-state.ts';
import { againstLegacy } from '../domain/legacy/against-legacy.ts';
import { ownAnswers } from '../domain/traffic-sources.ts';
import { imagesOf } from '../swap/images.ts';
import { loadRunOrStopped } from '../swap/load-run.ts';
import type { SwapPorts } from '../swap/ports.ts';
import { type LookPorts, lookAtLegacy } from './look-at-legacy.ts';

/** What judging legacy while a run is under way needs from outside. */
export interface LegacyNowPorts extends Pick<SwapPorts, 'settings' | 'clock' | 'journal'> {
  readonly legacy: LookPorts;
}

interface Asking {
  readonly run: Run;
  /** The stopped run whose journal it takes over only with its first step; '' or absent: none. */
  readonly continues?: string | undefined;
}

/**
 * What speaks now against a rollback to what legacy was before the run, in words.
 * @throws FenceLost, TransientFailure
 */
export async function legacyNow(
  { run, continues = '' }: Asking,
  ports: LegacyNowPorts,
): Promise<readonly string[]> {
  return legacyNowOf(await loadRunOrStopped(ports.journal, run, continues), ports);
}

/** The same where the run's journal is loaded already. */
export async function legacyNowOf(
  { run, beforeImage }: JournalState,
  { settings, clock, legacy }: Omit<LegacyNowPorts, 'journal'>,
): Promise<readonly string[]> {
  const zones = imagesOf({ beforeImage }, settings).map(({ zone: { name }, image: { records } }) => ({
    name,
    records,
  }));
  const before = ownAnswers(beforeImage.values());
  const look = { zones, before, begunAt: run.begunAt, ingress: settings.ingress };
  return againstLegacy(await lookAtLegacy(look, legacy), settings.acceptances, clock.now());
}
