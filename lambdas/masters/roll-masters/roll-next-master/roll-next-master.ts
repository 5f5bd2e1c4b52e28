import type { Run } from '../../../shared/contract/run.ts';
import { instant } from '../../../shared/domain/time.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { RollNextPayload, RollNextResult } from '../../contract/payloads.ts';
import type { MastersSettings } from '../../contract/settings.ts';
import {
  isTakenBy,
  nextOfRoll,
  type RolledMaster,
  type RollVerdict,
  replacingNow,
  stillReplacing,
} from '../../domain/roll.ts';
import { openReplacement } from '../../lease/open-replacement.ts';
import { untilPut } from '../../lease/until-put.ts';
import type { AutoScaling } from '../../ports/auto-scaling.ts';
import type { MastersJournal } from '../../ports/masters-journal.ts';
import type { Replacements } from '../../ports/replacements.ts';
import { replacementsOf } from '../../steps/rolled.ts';

/** A replacement takes minutes: looking every third poll whether it is done makes a roll hardly longer. */
const REPLACING_POLLS = 3;

export interface RollPorts {
  readonly settings: MastersSettings;
  readonly clock: Clock;
  readonly journal: MastersJournal;
  readonly autoScaling: Pick<AutoScaling, 'groups'>;
  readonly replacements: Pick<Replacements, 'start'>;
}

/**
 * Has the next master replaced once the one before is, through the same lease and gate as every other; stops at the first
 * doubt. The roll is kept before a replacement is begun, so a second try begins the same one.
 * @throws TransientFailure
 */
export async function rollNextMaster(payload: RollNextPayload, ports: RollPorts): Promise<RollNextResult> {
  const { verdict, reason, next, pauseSeconds, replacing } = await untilPut('The roll', () =>
    advance(payload, ports),
  );
  if (verdict === 'begin' && next) await begin(next, payload.run, ports);
  return { outcome: verdict === 'begin' ? 'waiting' : verdict, reason, pauseSeconds, replacing };
}

type Advanced = Omit<RollVerdict, 'roll'> & Pick<RollNextResult, 'pauseSeconds' | 'replacing'>;

async function advance(
  { run, replacing }: RollNextPayload,
  { settings, journal, autoScaling }: RollPorts,
): Promise<Advanced | undefined> {
  const [before, expected] = await Promise.all([
    journal.roll(),
    replacing === '' ? undefined : journal.replacement(replacing),
  ]);
  if (before === undefined || !isTakenBy(before.value, run))
    return {
      verdict: 'stopped',
      reason: `The roll now belongs to ${before?.value.execution ?? 'nobody'}, not to this execution.`,
      pauseSeconds: 1,
      replacing: '',
    };
  const roll = before.value;
  if (roll.status !== 'rolling')
    return {
      verdict: roll.status,
      reason: roll.reason || 'Every master of the roll is replaced.',
      pauseSeconds: 1,
      replacing: '',
    };
  const current = replacingNow(roll);
  const kept =
    current?.instance === replacing ? expected : current && (await journal.replacement(current.instance));
  const still = stillReplacing(roll, kept?.value);
  if (still)
    return {
      ...still,
      pauseSeconds: REPLACING_POLLS * settings.pollSeconds,
      replacing: current?.instance ?? '',
    };
  const [groups, replacements, unfinished, lease] = await Promise.all([
    autoScaling.groups(),
    replacementsOf(roll.masters, journal),
    journal.unfinished(),
    journal.lease(),
  ]);
  const verdict = nextOfRoll({
    roll,
    groups,
    replacements,
    unfinished: unfinished.map(({ value }) => value),
    lease: lease.value,
  });
  const again = verdict.verdict === 'begin' || verdict.verdict === 'waiting';
  return verdict.roll === roll || (await journal.putRoll(before, verdict.roll))
    ? { ...verdict, pauseSeconds: again ? settings.pollSeconds : 1, replacing: verdict.next?.instance ?? '' }
    : undefined;
}

async function begin({ group, instance }: RolledMaster, run: Run, ports: RollPorts): Promise<void> {
  const now = instant(ports.clock.now());
  const origin = `RollMasters, execution ${run.name}`;
  await openReplacement({ id: instance, group, instance, request: 'voluntary', origin, at: now }, now, ports);
}
