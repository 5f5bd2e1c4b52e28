import { stripVTControlCharacters } from 'node:util';
import { findingLines, outcomeLine, refusedLines } from '../../../../rehearsal/preflight/migration/lines.ts';
import { SnapshotRefused } from '../../../../rehearsal/snapshot/problem.ts';

const FINDING = {
  level: 'fail',
  check: 'VerifyCluster',
  code: 'etcd-encryption-off',
  subject: 'main',
  seen: 'It is off',
  why: 'Anybody reads it.',
  toDo: 'Encrypt it',
};
const PLANTED = { title: 'fault', about: 'a \u001b[31mfault\u202e', patches: [], expected: undefined };
const plain = (lines: readonly string[]) => lines.map(stripVTControlCharacters);

describe('the lines of a dry run', () => {
  const linesOf = (...findings: object[]) =>
    plain(findingLines({ ready: false, summary: 'so', findings: findings as [] }, []));

  it('say what to do about a finding', () => {
    expect(linesOf(FINDING)).toContain('          To do: Encrypt it.');
  });

  it('say of an accepted one why it may stay, and not what to do', () => {
    const lines = linesOf({ ...FINDING, accepted: { reason: 'The disks are ours', until: '2027-06-30' } });
    expect(lines).toContain('          Accepted until 2027-06-30: The disks are ours.');
    expect(lines.join()).not.toContain('To do');
  });

  it('show what others have written as it is', () => {
    expect(plain(outcomeLine(PLANTED, { outcomes: [], took: 0 }))).toEqual([
      'ok  fault: a \\u001b[31mfault\\u202e (0.0 s)',
    ]);
    expect(linesOf({ ...FINDING, subject: 'a\u202eb' })).toContain(
      '    fail  VerifyCluster etcd-encryption-off: a\\u202eb',
    );
  });

  it('say why something can’t be planted', () => {
    const refused = new SnapshotRefused('x', [{ file: 'a.json', at: '/b', words: 'wrong\u202e' }]);
    expect(plain(refusedLines(PLANTED, refused))).toEqual([
      "NO  fault can't be planted",
      '    ',
      '    a.json',
      '      /b: wrong\\u202e',
      '',
    ]);
  });
});
