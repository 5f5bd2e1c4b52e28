import {
  contradictions,
  goneFrom,
  newIn,
  together,
} from '../../../../rehearsal/preflight/migration/compare.ts';
import type { FindingKey } from '../../../../rehearsal/snapshot/expectation.ts';

/** `fail VerifyKms key-disabled key-1` */
function finding(line: string): FindingKey {
  const [level = '', check = '', code = '', ...subject] = line.split(' ');
  return { level, check, code, subject: subject.join(' ') };
}
const findings = (...lines: string[]) => lines.map(finding);

const CLEAN = findings(
  'pass VerifyKms key-ready key-1',
  'pass VerifyRds database-reached shop-db',
  'warn VerifyAlarms alarm-silent 5xx',
);
const DISABLED = findings(
  'fail VerifyKms key-disabled key-1',
  'pass VerifyRds database-reached shop-db',
  'warn VerifyAlarms alarm-silent 5xx',
);
const EXPECTED = { findings: findings('fail VerifyKms key-disabled key-1'), gone: [] };

describe('A dry run', () => {
  it('that finds what was planted contradicts nothing', () => {
    expect(contradictions(EXPECTED, CLEAN, DISABLED)).toEqual([]);
    expect(contradictions({ findings: [], gone: [] }, CLEAN, CLEAN)).toEqual([]);
  });

  it('that misses it does, and so does one that finds more', () => {
    expect(contradictions(EXPECTED, CLEAN, CLEAN)).toEqual(['not found: fail VerifyKms key-disabled key-1']);
    const more = [...DISABLED, finding('warn VerifyKms key-rotation-off key-1')];
    expect(contradictions(EXPECTED, CLEAN, more)).toEqual([
      'found, but not planted: warn VerifyKms key-rotation-off key-1',
    ]);
  });

  it.each(['warn VerifyKms key-disabled key-1', 'fail VerifyKms key-disabled key-2'])(
    'that finds %s instead contradicts it twice',
    (line) => {
      const found = [...DISABLED.slice(1), finding(line)];
      expect(contradictions(EXPECTED, CLEAN, found)).toEqual(
        expect.arrayContaining([
          'not found: fail VerifyKms key-disabled key-1',
          `found, but not planted: ${line}`,
        ]),
      );
    },
  );

  it('passes nothing over: what was said of a subject is said again, or something else is', () => {
    const silent = DISABLED.filter(({ check }) => check !== 'VerifyRds');
    expect(contradictions(EXPECTED, CLEAN, silent)).toEqual([
      'no longer found: pass VerifyRds database-reached shop-db',
    ]);
    expect(goneFrom(CLEAN, DISABLED)).toEqual([]);
  });

  it('has a warning of the clean world no longer where that is expected, and only there', () => {
    const silenced = DISABLED.filter(({ check }) => check !== 'VerifyAlarms');
    const gone = findings('warn VerifyAlarms alarm-silent 5xx');
    expect(contradictions({ ...EXPECTED, gone }, CLEAN, silenced)).toEqual([]);
    expect(contradictions(EXPECTED, CLEAN, silenced)).toEqual([
      'no longer found: warn VerifyAlarms alarm-silent 5xx',
    ]);
    expect(contradictions({ ...EXPECTED, gone }, CLEAN, DISABLED)).toEqual([
      'still there: warn VerifyAlarms alarm-silent 5xx',
    ]);
  });

  it('finds a name that AWS has completed', () => {
    const expected = { findings: findings('fail VerifyRollBack rule-disabled Shop-Alarms*'), gone: [] };
    const found = [...CLEAN, finding('fail VerifyRollBack rule-disabled Shop-AlarmsB9B7BD97')];
    expect(contradictions(expected, CLEAN, found)).toEqual([]);
    const other = [...CLEAN, finding('fail VerifyRollBack rule-disabled Other-Alarms')];
    expect(contradictions(expected, CLEAN, other)).toHaveLength(2);
  });
});

it('Two faults are expected to say what each of them says', () => {
  const other = { findings: findings('warn VerifyKms key-rotation-off key-1'), gone: findings('warn A b c') };
  expect(together([EXPECTED, other])).toEqual({
    findings: [...EXPECTED.findings, ...other.findings],
    gone: other.gone,
  });
});

it('What is new is neither in order nor known', () => {
  expect(newIn([...DISABLED, finding('pass A b c')], CLEAN)).toEqual(EXPECTED.findings);
});
