import fc from 'fast-check';
import {
  type AlarmState,
  COMPARISONS,
  evaluationRange,
  judge,
  type Rule,
  TREATMENTS,
  type Treatment,
} from '../../../../rehearsal/world/alarm-rules.ts';

const rule = (overrides: Partial<Rule> = {}): Rule => ({
  comparison: 'GreaterThanThreshold',
  threshold: 10,
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
  treatMissingData: 'missing',
  ...overrides,
});

/** `0 - X`: not breaching, missing, breaching. */
const points = (picture: string): (number | undefined)[] =>
  picture.split(' ').map((sign) => (sign === '-' ? undefined : sign === 'X' ? 11 : 0));

const stateOf = (picture: string, overrides: Partial<Rule>, current: AlarmState) =>
  judge(points(picture), rule(overrides), current).state;

/** The tables of the CloudWatch user guide, cell by cell: missing, ignore, breaching, notBreaching. */
const RETAIN = 'retain';
const TABLES: [m: number, picture: string, filled: number, ...states: string[]][] = [
  [3, '0 - X - X', 0, 'OK', 'OK', 'OK', 'OK'],
  [3, '- - - - 0', 2, 'OK', 'OK', 'OK', 'OK'],
  [3, '- - - - -', 3, 'INSUFFICIENT_DATA', RETAIN, 'ALARM', 'OK'],
  [3, '0 X X - X', 0, 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  [3, '- - X - -', 2, 'ALARM', RETAIN, 'ALARM', 'OK'],
  [2, '0 - X - X', 0, 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  [2, '0 0 X 0 X', 0, 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  [2, '0 - X - -', 1, 'OK', 'OK', 'ALARM', 'OK'],
  [2, '- - - - 0', 2, 'OK', 'OK', 'ALARM', 'OK'],
  [2, '- - - X -', 2, 'ALARM', RETAIN, 'ALARM', 'OK'],
];

describe("CloudWatch's tables", () => {
  for (const [datapointsToAlarm, picture, filled, ...states] of TABLES) {
    const treatments: Treatment[] = ['missing', 'ignore', 'breaching', 'notBreaching'];
    for (const [i, treatMissingData] of treatments.entries()) {
      const expected = states[i] as string;
      it(`${datapointsToAlarm} of 3, ${picture}, ${treatMissingData}: ${expected}`, () => {
        for (const current of ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const) {
          const judgement = judge(points(picture), rule({ datapointsToAlarm, treatMissingData }), current);
          expect(judgement.state).toBe(expected === RETAIN ? current : expected);
          // In row "0 X X - X" and its like the real ones suffice; how many were needed is the table's own column.
          expect(Math.max(0, judgement.filled)).toBe(filled);
        }
      });
    }
  }
});

describe('what the guide says beside the tables', () => {
  it.each(['- - - - X', '- - - X -'])('waits with %s at 3 of 3: the next may not be breaching', (picture) => {
    expect(stateOf(picture, {}, 'OK')).toBe('OK');
    expect(stateOf(picture, {}, 'INSUFFICIENT_DATA')).toBe('INSUFFICIENT_DATA');
  });

  it('fetches two periods more than it judges', () => {
    expect(evaluationRange(rule({ evaluationPeriods: 1, datapointsToAlarm: 1 }))).toBe(3);
    expect(evaluationRange(rule())).toBe(5);
  });

  it.each([
    ['GreaterThanThreshold', 11],
    ['GreaterThanOrEqualToThreshold', 10],
    ['LessThanThreshold', 9],
    ['LessThanOrEqualToThreshold', 10],
  ] as const)('%s breaches at %d for a threshold of 10, and the opposite does not', (comparison, value) => {
    const one = { evaluationPeriods: 1, datapointsToAlarm: 1, comparison };
    expect(judge([undefined, undefined, value], rule(one), 'OK').state).toBe('ALARM');
    const opposite = value === 10 ? (comparison.startsWith('Greater') ? 9.9 : 10.1) : 10;
    expect(judge([undefined, undefined, opposite], rule(one), 'ALARM').state).toBe('OK');
  });
});

describe('for any data', () => {
  const anyRule = fc
    .record({
      evaluationPeriods: fc.integer({ min: 1, max: 6 }),
      m: fc.integer({ min: 1, max: 6 }),
      treatMissingData: fc.constantFrom(...TREATMENTS),
      comparison: fc.constantFrom(...COMPARISONS),
    })
    .map(({ m, ...rest }) => rule({ ...rest, datapointsToAlarm: Math.min(m, rest.evaluationPeriods) }));
  const anyCase = anyRule.chain((r) =>
    fc.record({
      rule: fc.constant(r),
      points: fc.array(fc.option(fc.integer({ min: 5, max: 15 }), { nil: undefined }), {
        minLength: evaluationRange(r),
        maxLength: evaluationRange(r),
      }),
      current: fc.constantFrom<AlarmState>('OK', 'ALARM', 'INSUFFICIENT_DATA'),
    }),
  );

  it('judges the newest that exist, never more than N, and fills up to N', () => {
    fc.assert(
      fc.property(anyCase, ({ rule: r, points: p, current }) => {
        const { judged, filled } = judge(p, r, current);
        const real = p.flatMap((v, i) => (v === undefined ? [] : [i]));
        expect(judged).toEqual(real.slice(-r.evaluationPeriods));
        expect(judged.length + filled).toBe(r.evaluationPeriods);
      }),
    );
  });

  it('treating missing data as breaching never gives a better state than treating it as not breaching', () => {
    fc.assert(
      fc.property(anyCase, ({ rule: r, points: p, current }) => {
        const pessimist = judge(p, { ...r, treatMissingData: 'breaching' }, current).state;
        const optimist = judge(p, { ...r, treatMissingData: 'notBreaching' }, current).state;
        if (optimist === 'ALARM') expect(pessimist).toBe('ALARM');
      }),
    );
  });

  it('does not consult the treatment when enough data exists', () => {
    fc.assert(
      fc.property(anyCase, ({ rule: r, points: p, current }) => {
        fc.pre(p.filter((v) => v !== undefined).length >= r.evaluationPeriods);
        const states = TREATMENTS.map((t) => judge(p, { ...r, treatMissingData: t }, current).state);
        expect(new Set(states).size).toBe(1);
      }),
    );
  });

  it('one breaching point more never takes an alarm away', () => {
    fc.assert(
      fc.property(anyCase, fc.nat(), ({ rule: r, points: p, current }, n) => {
        const greater = { ...r, comparison: 'GreaterThanThreshold' as const };
        const real = p.flatMap((v, i) => (v === undefined ? [] : [i]));
        fc.pre(real.length > 0 && judge(p, greater, current).state === 'ALARM');
        const worse = p.with(real[n % real.length] as number, 15);
        expect(judge(worse, greater, current).state).toBe('ALARM');
      }),
    );
  });
});
