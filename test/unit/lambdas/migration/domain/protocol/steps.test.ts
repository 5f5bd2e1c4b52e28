/** Every row about a step of the migration, in zones of a strict Route 53. */
import { type AdvanceGoal, decideAdvance } from '../../../../../../lambdas/migration/domain/advance.ts';
import { fenceRecord } from '../../../../../../lambdas/migration/domain/fence.ts';
import { fenceOf, type Milestone } from '../../../../../../lambdas/migration/domain/milestones.ts';
import { STEP_RULES } from '../../../../../../lambdas/migration/domain/protocol/rules.ts';
import type {
  Situation,
  StepDeed,
  StepGoal,
} from '../../../../../../lambdas/migration/domain/protocol/words.ts';
import { fits } from '../../../../../../lambdas/migration/domain/rule-for.ts';
import { STEPPING, situationsOf } from '../../../../../support/migration/protocol-situations.ts';
import {
  BEFORE,
  EPOCH,
  EXECUTIONS,
  FENCE_NAME,
  fenceIn,
  namesAt,
  namesIn,
  ProtocolZone,
  SHAPE,
  type Way,
  zoneOf,
} from '../../../../../support/migration/protocol-zones.ts';

const weighted = (percent: number): Milestone => ({ kind: 'weighted', percent });
const way = (from: Milestone, to: Milestone): Way => ({ from, to, ends: fenceOf(to) });

/** The steps of a migration that a goal stands for. */
const WAYS: Readonly<Record<StepGoal, readonly Way[]>> = {
  open: [way({ kind: 'before' }, { kind: 'lowered' })],
  step: [
    way({ kind: 'lowered' }, weighted(0)),
    way(weighted(0), weighted(5)),
    way(weighted(5), weighted(50)),
    way(weighted(100), { kind: 'retired' }),
  ],
  close: [{ from: { kind: 'retired' }, to: { kind: 'retired' }, ends: { phase: 'closed', weight: 100 } }],
};

/** The newest epoch that the journal knows, where the zone has no fence that says it. */
const KNOWN_EPOCH = 3;

const KINDS: Readonly<Record<StepDeed, 'write' | 'done' | 'foreign' | 'lost'>> = {
  write: 'write',
  done: 'done',
  'not-a-fence': 'foreign',
  'fence-gone': 'foreign',
  'foreign-names': 'foreign',
  'another-run': 'lost',
  'rolled-back': 'lost',
  overtaken: 'lost',
};

const SAYS: Readonly<Partial<Record<StepDeed, RegExp>>> = {
  'not-a-fence': /^_cutover-shop\.shop\.test TXT is not a fence: "out of order"$/,
  'fence-gone': /^The fence is missing/,
  'foreign-names': /^api\.shop\.test has A 203\.0\.113\.66 TTL 300; expected /,
  'another-run': /^The fence belongs to execution run-9 /,
  'rolled-back': /this run was rolled back\.$/,
  overtaken: /a later step of this run has written/,
};

class Step {
  readonly zone: ProtocolZone;
  readonly #found: Situation<StepGoal>;
  readonly #way: Way;

  constructor(found: Situation<StepGoal>, by: Way) {
    this.#found = found;
    this.#way = by;
    this.zone = new ProtocolZone([...namesIn(found, by), ...fenceIn(found, by)]);
  }

  async decide() {
    const { from, to } = this.#way;
    const goal: AdvanceGoal = {
      migration: 'shop',
      run: EXECUTIONS.mine,
      takesOver: EXECUTIONS['taken over'],
      knownEpoch: KNOWN_EPOCH,
      from,
      to,
      close: this.#found.goal === 'close',
    };
    return decideAdvance(await this.zone.observe(), BEFORE, FENCE_NAME, goal, SHAPE);
  }

  /** What the zone holds where the step ends. */
  ended(batches: number) {
    const epoch = (this.#found.fence === 'absent' ? KNOWN_EPOCH : EPOCH) + batches;
    const fence = { migration: 'shop', epoch, ...this.#way.ends, execution: EXECUTIONS.mine };
    return zoneOf(namesAt(this.#way.to), [fenceRecord(FENCE_NAME, fence)]);
  }
}

describe.each(STEP_RULES)('A step: $goal, $fence, $whose, $names: $does', (rule) => {
  const steps = situationsOf(STEPPING)
    .filter((found) => fits(rule, found))
    .flatMap((found) => WAYS[found.goal].map((by) => new Step(found, by)));

  it('is decided so by what the zone contains', async () => {
    for (const step of steps) {
      const decision = await step.decide();
      expect(decision.kind).toBe(KINDS[rule.does]);
      if (decision.kind === 'lost') expect(decision.reason).toMatch(SAYS[rule.does] ?? '');
      if (decision.kind === 'foreign')
        expect(decision.reasons).toEqual([expect.stringMatching(SAYS[rule.does] ?? '')]);
    }
  });

  it('leaves the zone at the end of the step, or as it was', async () => {
    for (const step of steps) {
      const { zone } = step;
      const stood = zone.records();
      const decision = await step.decide();
      const batches = decision.kind === 'write' ? decision.batches : [];
      for (const { changes } of batches) expect(await zone.accepts(changes)).toBe(true);
      const through = decision.kind === 'write' || decision.kind === 'done';
      expect(zone.records()).toEqual(through ? step.ended(batches.length) : stood);
      expect((await step.decide()).kind).toBe(through ? 'done' : decision.kind);
      for (const { changes } of batches) expect(await zone.accepts(changes)).toBe(false);
    }
  });
});
