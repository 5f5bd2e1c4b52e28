import type {
  PlannedChange,
  PlannedPhase,
} from '../../../../../../lambdas/migration/domain/readiness/plan.ts';
import { phaseSection } from '../../../../../../lambdas/migration/domain/readiness/plan-text.ts';

const MOVE = 'legacy 95 → 50, cluster 5 → 50';

/** Of a name whose weights alone change. */
function weighed(name: string, types = 'A'): PlannedChange {
  return { zone: 'shop.test', name, from: 'before', to: 'after', brief: `${types}: ${MOVE}` };
}

const SHIFT: PlannedPhase = {
  state: 'ShiftWeight',
  percent: 50,
  share: 50,
  weights: { legacy: 50, cluster: 50 },
  beginsAt: '2027-03-01T00:00:00Z',
  endsAt: '2027-03-01T01:00:00Z',
  waits: [
    { for: 'Route 53 to be in sync', seconds: 60 },
    { for: 'the soak', seconds: 3600 },
  ],
  approval: false,
  batches: 1,
  recordChanges: 4,
  writingSeconds: 1,
  changes: [weighed('shop.test', 'A, AAAA'), weighed('www.shop.test', 'CNAME')],
  rollBack: { parts: [{ part: 'accepted', seconds: 60 }], seconds: 260 },
};

const linesAfter = (phase: PlannedPhase, previous?: PlannedPhase) =>
  phaseSection(phase, { previous }).lines.slice(1);

describe('a step of the plan', () => {
  it('has names that change alike in one line, whatever their types are', () => {
    expect(linesAfter(SHIFT)).toEqual([
      'Waits 1 min for Route 53 to be in sync; 1 h for the soak.',
      'A rollback takes about 4 min 20 s: accepted 1 min.',
      `shop.test, www.shop.test: ${MOVE}`,
    ]);
  });

  it('repeats nothing that the step before says', () => {
    expect(linesAfter(SHIFT, SHIFT).slice(1)).toEqual([
      'A rollback takes about 4 min 20 s, as before.',
      `The same 2 names: ${MOVE}`,
    ]);
  });

  it('says what differs from the step before', () => {
    const slower = { ...SHIFT, rollBack: { ...SHIFT.rollBack, seconds: 1 } };
    const others = { ...SHIFT, changes: SHIFT.changes.slice(1) };
    expect(linesAfter(SHIFT, slower)[1]).toBe('A rollback takes about 4 min 20 s: accepted 1 min.');
    expect(linesAfter(SHIFT, others)[2]).toBe(`shop.test, www.shop.test: ${MOVE}`);
  });

  it('names the first ones of many names', () => {
    const changes = Array.from({ length: 9 }, (_, n) => weighed(`n${n}.test`));
    expect(linesAfter({ ...SHIFT, changes }).at(-1)).toBe(
      `n0.test, n1.test, n2.test and 6 other names: ${MOVE}`,
    );
  });

  it('has what stays once legacy is gone, and not again what there was', () => {
    const { weights: _, ...simple } = SHIFT;
    const changes = ['old', 'older'].map((from) => ({
      ...weighed(`${from}.test`),
      from,
      to: 'A new',
      brief: `${from} → A new`,
    }));
    const last = { ...simple, changes };
    expect(linesAfter(last, SHIFT).at(-1)).toBe("old.test, older.test: A new, without legacy's records");
    expect(linesAfter(last).slice(-2)).toEqual(['old.test: old → A new', 'older.test: older → A new']);
  });
});
