import {
  type GroundVerdict,
  ground,
  reasonsOf,
  verdictOf,
  worst,
} from '../../../../../lambdas/migration/domain/grounds.ts';

describe('grounds', () => {
  it('are inconclusive when there are none', () => {
    expect(worst([])).toBe('inconclusive');
  });

  it.each<[readonly GroundVerdict[], GroundVerdict]>([
    [['pass', 'pass'], 'pass'],
    [['pass', 'approval'], 'approval'],
    [['approval', 'inconclusive'], 'inconclusive'],
    [['inconclusive', 'hold', 'approval'], 'hold'],
    [['hold', 'fail', 'pass'], 'fail'],
  ])('%j together are %s', (verdicts, expected) => {
    expect(worst(verdicts.map((verdict) => ground(verdict, '')))).toBe(expected);
  });

  it('are reported worst first, in their order otherwise, and none is left out', () => {
    const grounds = (['pass', 'hold', 'fail', 'hold', 'approval', 'inconclusive'] as const).map(
      (verdict, i) => ground(verdict, `${i} ${verdict}`),
    );
    expect(reasonsOf(grounds)).toEqual([
      '2 fail',
      '1 hold',
      '3 hold',
      '5 inconclusive',
      '4 approval',
      '0 pass',
    ]);
  });

  it('make an approval a hold', () => {
    const verdicts: readonly GroundVerdict[] = ['fail', 'hold', 'inconclusive', 'approval', 'pass'];
    expect(verdicts.map(verdictOf)).toEqual(['fail', 'hold', 'inconclusive', 'hold', 'pass']);
  });
});
