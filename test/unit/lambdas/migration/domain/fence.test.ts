import fc from 'fast-check';
import {
  type Fence,
  formatFence,
  isOpen,
  PHASES,
  parseFence,
} from '../../../../../lambdas/migration/domain/fence.ts';

const fence: Fence = { migration: 'shop', epoch: 7, phase: 'shift', weight: 12.5, execution: 'run-1' };

const fences = fc.record<Fence>({
  migration: fc.stringMatching(/^[a-z][a-z0-9-]{0,31}$/),
  epoch: fc.maxSafeNat(),
  phase: fc.constantFrom(...PHASES),
  weight: fc.constantFrom(0, 0.5, 5, 12.5, 33.3, 100),
  execution: fc.stringMatching(/^[A-Za-z0-9_-]{1,80}$/),
});

describe('The fence', () => {
  it('is one quoted TXT string', () => {
    expect(formatFence(fence)).toBe(
      '"heritage=kops-cutover,version=1,migration=shop,epoch=7,phase=shift,weight=12.5,execution=run-1"',
    );
  });

  it('is read back as it was written, and fits a TXT string of 255 characters', () => {
    fc.assert(
      fc.property(fences, (one) => {
        expect(parseFence(formatFence(one))).toEqual(one);
        expect(formatFence(one).length - 2).toBeLessThanOrEqual(255);
      }),
    );
  });

  it.each([
    ['another heritage', formatFence(fence).replace('kops-cutover', 'external-dns')],
    ['an unknown phase', formatFence(fence).replace('shift', 'resting')],
    ['a negative epoch', formatFence(fence).replace('epoch=7', 'epoch=-7')],
    ['an epoch that adding one would not change', formatFence(fence).replace('epoch=7', `epoch=${2 ** 53}`)],
    ['another version', formatFence(fence).replace('version=1', 'version=2')],
    ['no version', formatFence(fence).replace('version=1,', '')],
    ['more than everything for the cluster', formatFence(fence).replace('12.5', '100.1')],
    ['no number for the weight', formatFence(fence).replace('12.5', 'half')],
    ['a field missing', formatFence(fence).replace(',epoch=7', '')],
    ['a field more', formatFence(fence).replace('"heritage', '"x=1,heritage')],
    ['a string more', `${formatFence(fence)} "held by ops"`],
    ['something before it', `"x" ${formatFence(fence)}`],
    ['no quotes', formatFence(fence).replaceAll('"', '')],
    ['nothing', ''],
  ])('is not taken for ours with %s', (_what, value) => {
    expect(parseFence(value)).toBeUndefined();
  });

  it.each([
    ['prepare', true],
    ['shift', true],
    ['drain', true],
    ['restoring', true],
    ['restored', false],
    ['closed', false],
  ] as const)('in phase %s: a run is under way: %s', (phase, open) => {
    expect(isOpen({ ...fence, phase })).toBe(open);
  });
});
