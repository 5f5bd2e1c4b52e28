import type { Run } from '../../shared/contract/run.ts';
import { ERRORS } from '../contract/errors.ts';
import { byName } from '../domain/advance.ts';
import type { JournalState } from '../domain/journal-state.ts';
import { fenceOf, type Milestone, shapeOf } from '../domain/milestones.ts';
import { judgeZone } from '../domain/watch/judge-zone.ts';
import type { ZoneEvidence } from '../domain/zone-grounds.ts';
import { imagesOf, type ZoneImage } from '../swap/images.ts';
import { observeZone } from '../swap/observe-zone.ts';
import type { SwapPorts } from '../swap/ports.ts';
import { requireZoneMilestone } from '../swap/require-milestone.ts';

/**
 * Whether each zone still contains what this run wrote. A foreign write is evidence, and so is it that Route 53 has lost the step
 * from `before`; a lost fence is not, because then this run has no say any more.
 * @throws FenceLost, BeforeImageUnreadable, TransientFailure
 */
export async function zoneEvidence(
  run: Run,
  milestone: Milestone,
  state: Pick<JournalState, 'beforeImage' | 'run' | 'zones'>,
  ports: SwapPorts,
  before?: Milestone,
): Promise<readonly ZoneEvidence[]> {
  const evidence: ZoneEvidence[] = [];
  for (const one of imagesOf(state, ports.settings)) {
    const zone = one.zone.name;
    const amiss = await amissIn(() => requireZoneMilestone(run, milestone, one, ports));
    const vanished = amiss && before ? await vanishedIn(one, state, before, ports) : [];
    if (vanished.length > 0) evidence.push({ zone, foreign: [], vanished });
    else if (amiss && amiss.name !== ERRORS.foreignWrite) throw amiss;
    else evidence.push({ zone, foreign: amiss ? [amiss.message] : [] });
  }
  return evidence;
}

async function amissIn(check: () => Promise<void>): Promise<Error | undefined> {
  try {
    await check();
    return undefined;
  } catch (error) {
    const { foreignWrite, fenceLost } = ERRORS;
    if (error instanceof Error && [foreignWrite, fenceLost].some((name) => name === error.name)) return error;
    throw error;
  }
}

/** The zone is exactly where the step began, by this run's own hand: nobody else wrote. */
async function vanishedIn(
  { zone, image }: ZoneImage,
  { run, zones }: Pick<JournalState, 'run' | 'zones'>,
  before: Milestone,
  { settings, zoneOf }: SwapPorts,
): Promise<readonly string[]> {
  const names = byName(image.records);
  const observed = await observeZone(zoneOf(zone.id), names, image.fenceName);
  const known = zones.get(zone.id);
  const shape = shapeOf(settings, image.follows);
  const { fenceName } = image;
  const judged = judgeZone({ observed, fenceName, before: names, run, known, shape, waits: true });
  if (judged.kind !== 'vanished' || observed.fence.kind !== 'ours') return [];
  const { phase, weight } = fenceOf(before);
  const { fence } = observed.fence;
  return fence.phase === phase && fence.weight === weight ? judged.lines : [];
}
