/** Every row about a rollback, in zones of a strict Route 53. */
import type { Fence } from '../../../../../../lambdas/migration/domain/fence.ts';
import { fenceRecord, parseFence } from '../../../../../../lambdas/migration/domain/fence.ts';
import type { Milestone } from '../../../../../../lambdas/migration/domain/milestones.ts';
import { type Parts, WHOLE } from '../../../../../../lambdas/migration/domain/parts.ts';
import { RESTORE_RULES, UNREAD_RULES } from '../../../../../../lambdas/migration/domain/protocol/rules.ts';
import type { RestoreDeed, Situation } from '../../../../../../lambdas/migration/domain/protocol/words.ts';
import {
  decideRestore,
  type RestoreBatch,
  type RestoreGoal,
  restoreFromJournal,
} from '../../../../../../lambdas/migration/domain/restore.ts';
import { fits } from '../../../../../../lambdas/migration/domain/rule-for.ts';
import { situationsOf } from '../../../../../support/migration/protocol-situations.ts';
import {
  BEFORE,
  EPOCH,
  EXECUTIONS,
  FENCE_NAME,
  fenceIn,
  namesAt,
  namesIn,
  ODD,
  ProtocolZone,
  SHAPE,
  type Way,
  zoneOf,
} from '../../../../../support/migration/protocol-zones.ts';

const BEGINNING: Milestone = { kind: 'before' };
const MOVED: Milestone = { kind: 'weighted', percent: 33 };
const BACK: Way = { from: MOVED, to: BEGINNING, ends: { phase: 'restored', weight: 0 } };

/** The newest epoch that the journal knows, where the zone has no fence that says it. */
const KNOWN_EPOCH = 3;
const REFUSED: Parts = { ...WHOLE, lessons: 1, refused: new Map([[ODD, 'not permitted']]) };

const KINDS: Readonly<Record<RestoreDeed, string>> = {
  restore: 'write',
  restored: 'restored',
  partly: 'partly',
  'not-begun': 'unless-over',
  closed: 'unless-over',
  'not-ours': 'not-ours',
};

const SAYS: Readonly<Partial<Record<RestoreDeed, RegExp>>> = {
  'not-begun': /^Execution run-9 was rolled back here, and none since\.$/,
  closed: /^The migration is closed\.$/,
  'not-ours': /^The fence belongs to execution run-9\.$/,
};

class RollBack {
  readonly zone: ProtocolZone;
  readonly goal: RestoreGoal;
  readonly #found: Situation;

  constructor(found: Situation) {
    this.#found = found;
    this.zone = new ProtocolZone([...namesIn(found, BACK), ...fenceIn(found, BACK)]);
    this.goal = {
      migration: 'shop',
      run: EXECUTIONS.mine,
      tookOver: EXECUTIONS['taken over'],
      knownEpoch: KNOWN_EPOCH,
      shutOut: found.goal === 'restore-owed',
      stages: [BEGINNING, { kind: 'lowered' }, MOVED, { kind: 'retired' }],
      parts: found.names === 'refused' ? REFUSED : WHOLE,
    };
  }

  async decide() {
    return decideRestore(await this.zone.observe(), BEFORE, FENCE_NAME, this.goal, SHAPE);
  }

  /** What the zone holds after a rollback of so many batches. */
  ended(batches: number) {
    const refused = this.#found.names === 'refused';
    const known = ['absent', 'damaged'].includes(this.#found.fence) ? KNOWN_EPOCH : EPOCH;
    const phase: Fence['phase'] = refused ? 'restoring' : 'restored';
    const fence = { migration: 'shop', epoch: known + batches, phase, weight: 0, execution: EXECUTIONS.mine };
    return zoneOf(namesAt(BEGINNING, refused ? MOVED : BEGINNING), [fenceRecord(FENCE_NAME, fence)]);
  }

  /** What others wrote, as the batch that takes it away must say. */
  overwritten(): readonly string[] {
    const { fence, names } = this.#found;
    return [
      ...(fence === 'damaged' ? ['_cutover-shop.shop.test: TXT "out of order" TTL 60'] : []),
      ...(names === 'foreign' ? ['api.shop.test: A 203.0.113.66 TTL 300'] : []),
    ];
  }

  async requireAccepted(batches: readonly RestoreBatch[]): Promise<void> {
    for (const { changes } of batches) expect(await this.zone.accepts(changes)).toBe(true);
  }

  async requireRefused(batches: readonly RestoreBatch[]): Promise<void> {
    for (const { changes } of batches) expect(await this.zone.accepts(changes)).toBe(false);
  }
}

describe.each(RESTORE_RULES)('A rollback: $goal, $fence, $whose, $names: $does', (rule) => {
  const rollbacks = situationsOf(['restore', 'restore-owed'])
    .filter((found) => fits(rule, found))
    .map((found) => new RollBack(found));

  it('is decided so by what the zone contains', async () => {
    for (const rollback of rollbacks) {
      const decision = await rollback.decide();
      expect(decision.kind).toBe(KINDS[rule.does]);
      if ('reason' in decision) expect(decision.reason).toMatch(SAYS[rule.does] ?? '');
      if (decision.kind === 'partly') expect(decision.leftOut).toEqual([ODD]);
      if (decision.kind === 'write')
        expect(decision.batches.flatMap(({ overwritten }) => overwritten)).toEqual(rollback.overwritten());
    }
  });

  it('brings legacy back, or leaves the zone as it is', async () => {
    for (const rollback of rollbacks) {
      const stood = rollback.zone.records();
      const decision = await rollback.decide();
      const batches = decision.kind === 'write' ? decision.batches : [];
      await rollback.requireAccepted(batches);
      const restores = decision.kind === 'write';
      expect(rollback.zone.records()).toEqual(restores ? rollback.ended(batches.length) : stood);
      const then = rollback.goal.parts === REFUSED ? 'partly' : 'restored';
      expect((await rollback.decide()).kind).toBe(restores ? then : decision.kind);
      await rollback.requireRefused(batches);
    }
  });
});

describe.each(UNREAD_RULES)('A rollback: $goal, $fence: $does', (rule) => {
  const rollbacks = situationsOf(['restore-unread'])
    .filter((found) => fits(rule, found))
    .map((found) => ({ found, rollback: new RollBack(found) }));

  it('writes what brings legacy back, or nothing', async () => {
    for (const { found, rollback } of rollbacks) {
      const [record] = fenceIn(found, BACK);
      const fence = parseFence(record?.ResourceRecords?.[0]?.Value ?? '');
      if (!fence) throw new Error('Each has a fence.');
      const writing = restoreFromJournal(fence, BEFORE, FENCE_NAME, rollback.goal, SHAPE);
      expect(writing !== undefined).toBe(rule.does === 'restore');
      await rollback.requireAccepted(writing?.batches ?? []);
      if (writing) expect(rollback.zone.records()).toEqual(rollback.ended(writing.batches.length));
    }
  });
});
