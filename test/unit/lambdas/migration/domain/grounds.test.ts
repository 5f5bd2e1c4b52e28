import {
  type Bearing,
  ground,
  reasonsOf,
  verdictOf,
  worst,
} from '../../../../../lambdas/migration/domain/grounds.ts';

describe('grounds', () => {
  it('are inconclusive when there are none', () => {
    expect(worst([])).toBe('inconclusive');
  });

  it.each<[readonly Bearing[], Bearing]>([
    [['pass', 'pass'], 'pass'],
    [['pass', 'approval'], 'approval'],
    [['approval', 'inconclusive'], 'inconclusive'],
    [['inconclusive', 'hold', 'approval'], 'hold'],
    [['hold', 'fail', 'pass'], 'fail'],
  ])('%j together are %s', (bearings, expected) => {
    expect(worst(bearings.map((bearing) => ground(bearing, '')))).toBe(expected);
  });

  it('are told worst first, in their order otherwise, and none is left out', () => {
    const grounds = (['pass', 'hold', 'fail', 'hold', 'approval', 'inconclusive'] as const).map(
      (bearing, i) => ground(bearing, `${i} ${bearing}`),
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
    const bearings: readonly Bearing[] = ['fail', 'hold', 'inconclusive', 'approval', 'pass'];
    expect(bearings.map(verdictOf)).toEqual(['fail', 'hold', 'inconclusive', 'hold', 'pass']);
  });
});
