import type { Run } from '../../shared/contract/run.ts';
import { NamedError } from '../../shared/domain/named-error.ts';
import { ERRORS } from '../contract/errors.ts';
import { byName, decideAdvance } from '../domain/advance.ts';
import type { JournalState } from '../domain/journal-state.ts';
import { type Stage, shapeOf } from '../domain/stages.ts';
import { foreignWrite } from './advance-zones.ts';
import { imagesOf, type ZoneImage } from './images.ts';
import { inZone } from './in-zone.ts';
import { observeZone } from './observe-zone.ts';
import type { SwapWorld } from './world.ts';

/**
 * Reads every zone and proves that it is at `stage`, written by this run.
 * @throws ForeignWrite where somebody else wrote, FenceLost where this run was overtaken,
 * BeforeImageUnreadable
 */
export async function requireStage(
  run: Run,
  stage: Stage,
  state: Pick<JournalState, 'beforeImage'>,
  world: Omit<SwapWorld, 'journal'>,
): Promise<void> {
  for (const one of imagesOf(state, world.settings)) {
    await inZone(one.zone.id, () => requireZoneStage(run, stage, one, world));
  }
}

/** The same of one zone. */
export async function requireZoneStage(
  run: Run,
  stage: Stage,
  { zone: { id: zoneId }, image }: ZoneImage,
  { settings, zoneOf }: Omit<SwapWorld, 'journal'>,
): Promise<void> {
  const before = byName(image.records);
  const observed = await observeZone(zoneOf(zoneId), before, image.fenceName);
  const goal = {
    migration: settings.migration,
    run: run.name,
    takesOver: '',
    knownEpoch: 0,
    from: stage,
    to: stage,
    close: false,
  };
  const decision = decideAdvance(observed, before, image.fenceName, goal, shapeOf(settings, image.follows));
  switch (decision.kind) {
    case 'done':
      return;
    case 'lost':
      throw new NamedError(ERRORS.fenceLost, `Zone ${zoneId}: ${decision.reason}`);
    case 'foreign':
      throw foreignWrite(zoneId, decision.reasons);
    case 'write':
      throw foreignWrite(zoneId, ['the fence is not what this run wrote.']);
  }
}
