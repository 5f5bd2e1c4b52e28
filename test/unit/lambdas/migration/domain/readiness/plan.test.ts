import { array, assert, constantFrom, double, integer, property } from 'fast-check';
import type { MigrationSettings } from '../../../../../../lambdas/migration/contract/settings.ts';
import type { HeldConnections } from '../../../../../../lambdas/migration/domain/connections.ts';
import {
  endOfPlan,
  type Plan,
  type PlanInput,
  planMigration,
} from '../../../../../../lambdas/migration/domain/readiness/plan.ts';
import {
  followersSection,
  phaseSection,
} from '../../../../../../lambdas/migration/domain/readiness/plan-text.ts';
import type { ResourceRecordSet } from '../../../../../../lambdas/migration/domain/record-set.ts';
import { timeAt } from '../../../../../../lambdas/shared/domain/time.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';

const NOW = Date.parse('2027-03-01T00:00:00Z');
const LEGACY = 'legacy-shop-1234567890.us-west-1.elb.amazonaws.com';
const CLUSTER = 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com';
const ZONE = { id: 'Z1', name: 'shop.test.', records: [], fenceName: '_cutover-shop.shop.test.' };
const alias = (Name: string, Type: string): ResourceRecordSet => ({
  Name,
  Type,
  AliasTarget: { HostedZoneId: 'Z368ELLRRE2KJ0', DNSName: `${LEGACY}.`, EvaluateTargetHealth: false },
});
const cname = (Name: string, TTL: number): ResourceRecordSet => ({
  Name,
  Type: 'CNAME',
  TTL,
  ResourceRecords: [{ Value: LEGACY }],
});
const HELD: HeldConnections = { at: CLUSTER, bound: 'bounded', seconds: 3660, why: 'It says so.' };
const BEFORE = [alias('shop.test.', 'A'), alias('shop.test.', 'AAAA'), cname('www.shop.test.', 300)];

function plan(overrides: Partial<PlanInput> = {}, settings: MigrationSettings = someSettings()): Plan {
  const input: PlanInput = {
    settings,
    zones: [{ settings: ZONE, before: BEFORE }],
    follows: { moved: [], unmoved: [] },
    step: 0,
    continues: false,
    detectionSeconds: 120,
    connections: { legacy: [], cluster: HELD },
    freezes: [],
    now: NOW,
    ...overrides,
  };
  const planned = planMigration(input);
  expect(endOfPlan(input)).toBe(planned.endsAt);
  return planned;
}
const inBrief = ({ phases }: Plan) => phases.map(({ state, percent }) => `${state} ${percent}`);
const seconds = ({ beginsAt, endsAt }: { beginsAt: string; endsAt: string }) =>
  (Date.parse(endsAt) - Date.parse(beginsAt)) / 1000;

describe('The plan', () => {
  it('lets steps and retiring begin after a freeze, and what prepares them at once', () => {
    const [lower, adopt, first] = plan().phases;
    const until = NOW + 30 * 86_400_000;
    const frozen = plan({ freezes: [{ from: NOW, until, window: 'year end' }] }).phases;
    expect(frozen.slice(0, 2)).toEqual([lower, adopt]);
    const waits = (until - Date.parse(first?.beginsAt ?? '')) / 1000;
    expect(frozen[2]).toMatchObject({ beginsAt: timeAt(until), frozenSeconds: waits });
    const retiresAt = Date.parse(plan().phases.at(-1)?.beginsAt ?? '');
    const last = plan({ freezes: [{ from: retiresAt - 1, until, window: 'year end' }] }).phases.at(-1);
    expect(last).toMatchObject({ state: 'RetireLegacyRecords', beginsAt: timeAt(until) });
  });

  it('lists every change that a run makes, in order', () => {
    expect(inBrief(plan())).toEqual([
      'LowerTtl 0',
      'AdoptRecords 0',
      'ShiftWeight 5',
      'ShiftWeight 50',
      'ShiftWeight 100',
      'RetireLegacyRecords 100',
    ]);
  });

  it('shows which records change, and how', () => {
    const [lower, adopt, shift, , , retire] = plan().phases;
    expect(lower?.changes).toHaveLength(1);
    expect(lower?.changes).toMatchObject([
      {
        zone: 'shop.test',
        name: 'www.shop.test',
        from: `CNAME ${LEGACY} TTL 300`,
        to: `CNAME ${LEGACY} TTL 60`,
      },
    ]);
    expect(adopt?.changes.map(({ name }) => name)).toEqual(['shop.test', 'www.shop.test']);
    expect(adopt?.changes[1]?.to).toBe(
      `CNAME ${LEGACY} TTL 60 weight 100 (legacy), CNAME ${CLUSTER} TTL 60 weight 0 (cluster)`,
    );
    expect(shift?.changes[0]?.to).toBe(
      `A ${LEGACY}. weight 95 (legacy), A ${CLUSTER}. weight 5 (cluster), AAAA ${LEGACY}. weight 95 (legacy), AAAA ${CLUSTER}. weight 5 (cluster)`,
    );
    expect(shift?.changes.map(({ brief }) => brief)).toEqual([
      'A, AAAA: legacy 100 → 95, cluster 0 → 5',
      'CNAME: legacy 100 → 95, cluster 0 → 5',
    ]);
    expect(retire?.changes[1]?.brief).toBe(`${retire?.changes[1]?.from} → ${retire?.changes[1]?.to}`);
    expect(retire?.changes[1]).toMatchObject({ name: 'www.shop.test', to: `CNAME ${CLUSTER} TTL 60` });
  });

  it('takes the time that each phase waits', () => {
    const { phases, endsAt } = plan();
    // Propagation and the old TTL; nothing; propagation, the TTL in force and the soak; the drain. And the answers to what is asked.
    expect(phases.map((phase) => Math.round(10 * seconds(phase)) / 10)).toEqual([
      60 + 300 + 2.1,
      1.2,
      60 + 60 + 3600 + 0.9,
      60 + 60 + 3600 + 0.9,
      60 + 60 + 3600 + 0.9,
      86_400 + 0.9,
    ]);
    expect(phases[0]?.beginsAt).toBe('2027-03-01T00:00:00.000Z');
    expect(endsAt).toBe(phases.at(-1)?.endsAt);
    for (const [i, phase] of phases.entries()) if (i > 0) expect(phase.beginsAt).toBe(phases[i - 1]?.endsAt);
  });

  it('shows the share that the weights really give, beside the configured one', () => {
    const steps = [0.3, 33.3, 100].map((percent) => ({ percent, soakSeconds: 3600, approval: false }));
    const shifts = plan({}, someSettings({ steps })).phases.filter(({ state }) => state === 'ShiftWeight');
    expect(shifts.map(({ percent, share }) => [percent, Number(share.toFixed(3))])).toEqual([
      [0.3, expect.closeTo(0.39, 1)],
      [33.3, expect.closeTo(33.3, 1)],
      [100, 100],
    ]);
    const text = phaseSection(shifts[0] as (typeof shifts)[0]).heading;
    expect(text).toMatch(
      /^ShiftWeight: 0\.39\d* % on the cluster \(configured: 0\.3 %\), weights 25\d legacy and 1 cluster$/,
    );
  });

  it('shows how long a rollback takes from each phase', () => {
    const { phases } = plan();
    const shift = phases.find(({ state }) => state === 'ShiftWeight');
    expect(shift?.rollBack.parts.map(({ seconds: each }) => each)).toEqual([120, 5, 10, 65, 60]);
    expect(shift?.rollBack.seconds).toBe(260);
  });

  it('adds open connections as a part of their own, once clients have come to the cluster', () => {
    const { phases } = plan();
    const held = phases.map(({ state, rollBack }) => [state, rollBack.open?.seconds]);
    expect(held.slice(0, 3)).toEqual([
      ['LowerTtl', undefined],
      ['AdoptRecords', undefined],
      ['ShiftWeight', 3660],
    ]);
    expect(held.at(-1)).toEqual(['RetireLegacyRecords', 3660]);
    const shift = phases[2] as NonNullable<(typeof phases)[2]>;
    expect(phaseSection(shift).lines.join(' ')).toMatch(
      /A rollback takes about 4 min 20 s: .+ After that, open connections may last up to 1 h 1 min\./,
    );
    expect(phaseSection(phases[1] as typeof shift).lines.join(' ')).not.toMatch(/open connections/i);
    const open = { ...shift.rollBack.open, part: '', at: 'nlb.test', bound: 'unbounded', why: '' } as const;
    expect(phaseSection({ ...shift, rollBack: { ...shift.rollBack, open } }).lines.join(' ')).toContain(
      'After that, open connections may last as long as clients use them.',
    );
  });

  it('does not make a time up where detection is not known', () => {
    const shift = plan({ detectionSeconds: undefined }).phases[2];
    expect(shift?.rollBack.seconds).toBeUndefined();
    expect(shift?.rollBack.parts).toHaveLength(4);
    expect(phaseSection(shift as NonNullable<typeof shift>).lines.join(' ')).toContain(
      'the time until the alarms fire',
    );
  });

  it('counts the batches: many names do not fit into one', () => {
    const names = Array.from({ length: 400 }, (_, n) => `name-${n}.shop.test.`);
    const before = names.flatMap((name) => [alias(name, 'A'), alias(name, 'AAAA')]);
    const { phases } = plan({ zones: [{ settings: ZONE, before }] });
    // Adopting takes three changes for each record set: 400 × 2 × 3, with those of the fence 250 in a batch.
    expect(phases.find(({ state }) => state === 'AdoptRecords')?.batches).toBe(10);
    // No TTL to lower, and the fence all the same.
    expect(phases.find(({ state }) => state === 'LowerTtl')).toMatchObject({ batches: 1, changes: [] });
  });

  it('shows the share and the chain of names that follow others, and counts all their TTLs', () => {
    const follow = (name: string, on: string, through: readonly string[] = [], throughSeconds = 0) => ({
      name: `${name}.shop.test.`,
      on: `${on}.shop.test.`,
      through,
      throughSeconds,
    });
    const moved = [follow('blog', 'www', ['old.shop.test.'], 3600), follow('new', 'blog')];
    const unmoved = [follow('m', 'www')];
    const led = ['blog', 'new'].map((name) => cname(`${name}.shop.test.`, 600));
    const input = {
      zones: [{ settings: ZONE, before: [...BEFORE, ...led] }],
      follows: { moved, unmoved },
    };
    const { phases, followers } = plan(input);
    expect(followersSection(followers)[0]?.lines).toEqual([
      'blog.shop.test leads to old.shop.test, which leads to www.shop.test: it gets the share of www.shop.test.',
      'new.shop.test leads to blog.shop.test, which leads to old.shop.test, which leads to www.shop.test: it gets the share of www.shop.test.',
      'm.shop.test (not in the configuration) leads to www.shop.test: it gets the share of www.shop.test.',
    ]);
    const byState = (state: string) => phases.find((phase) => phase.state === state);
    // new and blog, what is between, and www: as they were, and lowered to a minute each.
    expect(byState('LowerTtl')?.waits).toContainEqual({
      for: 'the old TTL to expire',
      seconds: 600 + 600 + 3600 + 300,
    });
    const shift = byState('ShiftWeight');
    expect(shift?.waits).toContainEqual({ for: 'the TTL to expire', seconds: 60 + 60 + 3600 + 60 });
    expect(shift?.rollBack.parts.at(-1)?.seconds).toBe(60 + 60 + 3600 + 60);
    // No weights of their own: those of the others alone are changed.
    expect(shift?.changes.map(({ name }) => name)).toEqual(['shop.test', 'www.shop.test']);
    expect(shift && phaseSection(shift, { followers }).lines.at(-1)).toBe(
      'blog.shop.test, new.shop.test, m.shop.test: 5 % on the cluster, because they follow other names.',
    );
    expect(shift && phaseSection(shift, { followers: followers.slice(0, 1) }).lines.at(-1)).toBe(
      'blog.shop.test: 5 % on the cluster, because it follows another name.',
    );
    // At the end they lead on to what is the cluster's by then.
    expect(byState('RetireLegacyRecords')?.changes.map(({ name }) => name)).toEqual([
      'shop.test',
      'www.shop.test',
    ]);
  });

  it('counts a fence that is only made by the first write, and deleted and made by the others', () => {
    const before = [
      { Name: 'www.shop.test.', Type: 'A', TTL: 300, ResourceRecords: [{ Value: '192.0.2.1' }] },
    ];
    const { phases } = plan({ zones: [{ settings: ZONE, before }] });
    const changesOf = (state: string) => phases.find((phase) => phase.state === state)?.recordChanges;
    expect([changesOf('LowerTtl'), changesOf('AdoptRecords')]).toEqual([2 + 1, 3 + 2]);
  });

  it('says how long many names take within Route 53’s limits, and a rollback of them', () => {
    const names = Array.from({ length: 400 }, (_, n) => `name-${n}.shop.test.`);
    const before = names.flatMap((name) => [alias(name, 'A'), alias(name, 'AAAA')]);
    const planned = (taken?: number) =>
      plan({ zones: [{ settings: ZONE, before }], ...(taken !== undefined && { taken }) }).phases[2];
    const shift = planned();
    expect(shift).toMatchObject({ state: 'ShiftWeight', batches: 13, recordChanges: 3226 });
    // 400 at once and 40 a second; and the answers to the last batch and to the pages that are read before and after.
    expect(shift?.writingSeconds).toBeCloseTo((3226 - 400) / 40 + 0.3 + 12 * 0.3, 0);
    expect(shift && phaseSection(shift).lines[0]).toContain(
      '13 batches of 3,226 changes to Route 53, which takes 1 min 15 s.',
    );
    const accept = shift?.rollBack.parts.find(({ part }) => part.includes('accepts'));
    expect(accept?.seconds).toBe(10 + Math.ceil((2420 - 400) / 40));
    expect(planned(0.5)?.writingSeconds).toBeCloseTo((3226 - 250) / 25 + 0.3 + 12 * 0.3, 0);
  });

  it('begins where a stopped run stands, with nothing to change there', () => {
    const continued = plan({ step: 1, continues: true });
    expect(inBrief(continued)).toEqual(['ShiftWeight 50', 'ShiftWeight 100', 'RetireLegacyRecords 100']);
    expect(continued.phases[0]?.changes).toEqual([]);
    expect(continued.phases[1]?.changes).toHaveLength(2);
  });

  it('says where a person is waited for', () => {
    const steps = [
      { percent: 50, soakSeconds: 3600, approval: true },
      { percent: 100, soakSeconds: 3600, approval: false },
    ];
    const texts = plan({}, someSettings({ steps })).phases.map((phase) =>
      phaseSection(phase).lines.join(' '),
    );
    expect(texts.map((text) => text.includes('waits for a person'))).toEqual([
      false,
      false,
      true,
      false,
      false,
    ]);
  });

  it('is the same as what the run does, for any steps: each change begins with what the one before left', () => {
    const ttl = integer({ min: 1, max: 100_000 });
    const percents = array(double({ min: 0.1, max: 99, noNaN: true }), { maxLength: 6 });
    assert(
      property(percents, ttl, constantFrom('A', 'AAAA'), (middle, TTL, type) => {
        const steps = [...new Set([...middle].toSorted((a, b) => a - b)), 100].map((percent) => ({
          percent,
          soakSeconds: 600,
          approval: false,
        }));
        const before = [cname('www.shop.test.', TTL), alias('shop.test.', type)];
        const { phases } = plan({ zones: [{ settings: ZONE, before }] }, someSettings({ steps }));
        const last = new Map<string, string>();
        for (const { name, from, to } of phases.flatMap(({ changes }) => changes)) {
          if (last.has(name)) expect(from).toBe(last.get(name));
          last.set(name, to);
        }
        expect(phases.every((phase) => seconds(phase) >= 0)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
