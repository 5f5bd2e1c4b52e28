import fc from 'fast-check';
import { vacancyOf } from '../../../../../lambdas/masters/domain/opening.ts';

const GROUP = 'control-plane-us-west-1a.masters.k8s.shop.test';
/** What Auto Scaling takes for a group's name. */
const groups = fc.string({ unit: fc.constantFrom(...'abzAZ09-._:/ '), minLength: 1, maxLength: 255 });

describe('the key of a group’s vacancy', () => {
  it('is readable for a group of kops', () => {
    expect(vacancyOf(GROUP)).toBe('vacant-control-plane-us-west-1a-masters-k8s-shop-test');
  });

  it('names an execution of any group, for a million attempts', () => {
    fc.assert(
      fc.property(groups, (group) => {
        // Source: StartExecution; what is logged to CloudWatch Logs has no other characters in its name.
        expect(`${vacancyOf(group)}-999999`).toMatch(/^[A-Za-z0-9_-]{1,80}$/);
      }),
    );
    for (const long of ['x'.repeat(255), `${'x'.repeat(233)}.masters.k8s.shop.test`])
      expect(`${vacancyOf(long)}-999999`).toHaveLength(80);
  });

  it('is always the same', () => {
    expect(vacancyOf(`${'x'.repeat(254)}a`)).toBe(vacancyOf(`${'x'.repeat(254)}a`));
    expect(vacancyOf(`${'x'.repeat(254)}a`)).toMatchInlineSnapshot(
      `"vacant-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-dff66f324c99eed4"`,
    );
  });

  it.each([
    ['that differ at the end of a long name', `${'x'.repeat(254)}a`, `${'x'.repeat(254)}b`],
    ['of kops with long names', `${'x'.repeat(90)}a.masters.k8s.test`, `${'x'.repeat(90)}b.masters.k8s.test`],
    ['of long clusters', `a.masters.${'k8s.'.repeat(20)}test`, `b.masters.${'k8s.'.repeat(20)}test`],
    ['that differ by what is no letter', 'a.b.masters.k8s.shop.test', 'a-b.masters.k8s.shop.test'],
    ['that differ by their cases', 'A.masters.k8s.shop.test', 'a.masters.k8s.shop.test'],
  ])('is another one for groups %s', (_what, one, other) => {
    expect(vacancyOf(one)).not.toBe(vacancyOf(other));
  });
});
