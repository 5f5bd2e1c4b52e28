/** What a drill measured in each zone, beside what the plan and a rollback's budget predict. */
import { displayName } from '../../../shared/contract/dns-names.ts';
import { duration } from '../../../shared/domain/text.ts';
import { later } from '../../../shared/domain/time.ts';
import type { DrillHalf } from '../../contract/drill.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import type { BeforeImage } from '../journal-state.ts';
import { type Milestone, shapeOf } from '../milestones.ts';
import {
  answeredBesideBudget,
  stepBesideBudget,
  type TimedPart,
  timesBesideBudget,
} from '../rollback-times.ts';
import { callsOfStep, refillSeconds, secondsFor } from '../writing-time.ts';

export interface DrilledZone {
  readonly id: string;
  readonly name: string;
  readonly step: readonly TimedPart[];
  readonly rollBack: readonly TimedPart[];
  /** Name servers that never answered with it, in words. */
  readonly behind: readonly string[];
}

export interface Measured {
  /** The drill's own. */
  readonly settings: MigrationSettings;
  readonly images: ReadonlyMap<string, BeforeImage>;
  readonly percent: number;
  /** Absent if the drill did not come so far. */
  readonly moved?: DrillHalf;
  readonly restored?: DrillHalf;
}

/** One zone is written after the other, so what Route 53's limits make a zone wait counts those before it. */
export function drilledZones({
  settings,
  images,
  percent,
  moved,
  restored,
}: Measured): readonly DrilledZone[] {
  const shape = shapeOf(settings, []);
  const from: Milestone = { kind: 'weighted', percent: 0 };
  const to: Milestone = { kind: 'weighted', percent };
  return settings.zones.map(({ id, name }, index) => {
    const zones = settings.zones.slice(0, index + 1).map((zone) => images.get(zone.id)?.records ?? []);
    const calls = callsOfStep(zones, from, to, shape);
    const refill = Math.ceil(secondsFor(calls, settings.route53, { answerSeconds: 0 }));
    const step = instantsIn(id, moved);
    const back = instantsIn(id, restored);
    const ttl = restored?.change.ttlInForceSeconds ?? settings.ttlSeconds;
    const rolledBack = {
      source: 'person' as const,
      asOf: back.startedAt,
      ...back,
      lastTtlRunsOutAt: back.inSyncAt === '' ? '' : later(back.inSyncAt, ttl),
    };
    const [accepted, inSync, ...rest] = timesBesideBudget(rolledBack, ttl, refillSeconds(zones, to, shape));
    return {
      id,
      name: displayName(name),
      step: [...stepBesideBudget(step, refill), answeredIn(step)],
      rollBack: [accepted, inSync, answeredIn(back), ...rest].filter((part) => part !== undefined),
      behind: [...behindIn(id, 'the step', moved), ...behindIn(id, 'the rollback', restored)],
    };
  });
}

/** '' where nothing is known, which is then not measured. */
function instantsIn(zoneId: string, half: DrillHalf | undefined) {
  return {
    startedAt: half?.since ?? '',
    acceptedAt: half?.change.changes.find((change) => change.zoneId === zoneId)?.acceptedAt ?? '',
    inSyncAt: seenIn(zoneId, half)?.inSyncAt ?? '',
    answersAt: seenIn(zoneId, half)?.answersAt ?? '',
  };
}

function seenIn(zoneId: string, half: DrillHalf | undefined) {
  return half?.seen.find((one) => one.zoneId === zoneId);
}

function answeredIn({ acceptedAt, answersAt }: ReturnType<typeof instantsIn>): TimedPart {
  return answeredBesideBudget(acceptedAt, answersAt);
}

function behindIn(zoneId: string, of: string, half: DrillHalf | undefined): readonly string[] {
  return (seenIn(zoneId, half)?.behind ?? []).map((server) => `${of}: ${server}`);
}

/** What took longer than predicted, in words. */
export function slowerThanPredicted(zones: readonly DrilledZone[]): readonly string[] {
  return zones.flatMap(({ name, step, rollBack }) => [
    ...step.flatMap((part) => slowerIn(name, 'the step', part)),
    ...rollBack.flatMap((part) => slowerIn(name, 'the rollback', part)),
  ]);
}

function slowerIn(zone: string, of: string, { part, seconds, measured }: TimedPart): readonly string[] {
  if (measured === undefined || measured <= seconds) return [];
  return [
    `${zone}, ${of}: ${part} took ${duration(measured)}, ${duration(measured - seconds)} longer than the predicted ${duration(seconds)}.`,
  ];
}

/** Of what was done, what nobody could measure, in words. */
export function notMeasured(zones: readonly DrilledZone[]): readonly string[] {
  return zones.flatMap(({ name, step, rollBack, behind }) => [
    ...step.flatMap((part) => missingIn(name, 'the step', part)),
    ...rollBack.flatMap((part) => missingIn(name, 'the rollback', part)),
    ...behind.map((server) => `${name}, ${server}.`),
  ]);
}

function missingIn(zone: string, of: string, { part, measured }: TimedPart): readonly string[] {
  return measured === undefined ? [`${zone}, ${of}: ${part} could not be measured.`] : [];
}
