import type { Run } from '../../shared/contract/run.ts';
import { NamedError } from '../../shared/domain/named-error.ts';
import { ERRORS } from '../contract/errors.ts';
import { byName, decideAdvance } from '../domain/advance.ts';
import type { JournalState } from '../domain/journal-state.ts';
import { type Milestone, shapeOf } from '../domain/milestones.ts';
import { foreignWrite } from './advance-zones.ts';
import { imagesOf, type ZoneImage } from './images.ts';
import { inZone } from './in-zone.ts';
import { observeZone } from './observe-zone.ts';
import type { SwapPorts } from './ports.ts';

/**
 * Reads every zone and proves that it is at `milestone`, written by this run.
 * @throws ForeignWrite where somebody else wrote, FenceLost where this run was overtaken,
 * BeforeImageUnreadable
 */
export async function requireMilestone(
  run: Run,
  milestone: Milestone,
  state: Pick<JournalState, 'beforeImage'>,
  ports: Omit<SwapPorts, 'journal'>,
): Promise<void> {
  for (const one of imagesOf(state, ports.settings)) {
    await inZone(one.zone.id, () => requireZoneMilestone(run, milestone, one, ports));
  }
}

/** The same of one zone. */
export async function requireZoneMilestone(
  run: Run,
  milestone: Milestone,
  { zone: { id: zoneId }, image }: ZoneImage,
  { settings, zoneOf }: Omit<SwapPorts, 'journal'>,
): Promise<void> {
  const before = byName(image.records);
  const observed = await observeZone(zoneOf(zoneId), before, image.fenceName);
  const goal = {
    migration: settings.migration,
    run: run.name,
    takesOver: '',
    knownEpoch: 0,
    from: milestone,
    to: milestone,
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
