import { isWarned, withWarning } from '../../../../../lambdas/masters/domain/warnings.ts';

const at = (minute: number) => `2026-03-01T10:${String(minute).padStart(2, '0')}:00Z`;

describe('the Spot warnings that are kept', () => {
  it('are those that count, each by its newest', () => {
    const before = { 'i-old': at(0), 'i-new': at(4) };
    expect(withWarning(before, 'i-1', at(6), at(7))).toEqual({ 'i-new': at(4), 'i-1': at(6) });
    expect(withWarning(before, 'i-new', at(5), at(5))).toEqual({ 'i-new': at(5) });
  });

  it('stay the very same for what is no news, or was reported too late', () => {
    const before = { 'i-1': at(4) };
    for (const [instance, reported] of [
      ['i-1', at(4)],
      ['i-1', at(3)],
      ['i-2', at(0)],
    ] as const)
      expect(withWarning(before, instance, reported, at(5))).toBe(before);
  });

  it('count for longer than the two minutes that EC2 gives, and not for ever', () => {
    const warned = (minute: number) => isWarned({ 'i-1': at(0) }, 'i-1', Date.parse(at(minute)));
    expect([0, 2, 4, 5].map(warned)).toEqual([true, true, true, false]);
    expect(isWarned({}, 'i-1', Date.parse(at(0)))).toBe(false);
  });
});
