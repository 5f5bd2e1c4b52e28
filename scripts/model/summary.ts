/** What is printed of the variants that were checked. */
import type { Checked } from './check.ts';
import { nameOf } from './variants.ts';

export function isAsExpected({ variant, verdict }: Pick<Checked, 'variant' | 'verdict'>): boolean {
  if (variant.violates === undefined) return verdict.kind === 'holds';
  return verdict.kind === 'violated' && verdict.property === variant.violates;
}

export function rowOf(checked: Omit<Checked, 'history'>) {
  const { variant, verdict, seconds } = checked;
  return {
    variant: nameOf(variant),
    expected: variant.violates ?? 'holds',
    found: verdict.kind === 'violated' ? verdict.property : verdict.kind,
    states: verdict.kind === 'incomplete' ? verdict.why : verdict.states,
    seconds: Number(seconds.toFixed(1)),
    'as expected': isAsExpected(checked) ? 'yes' : 'NO',
  };
}

/** The last lines: what holds, what is needed, and what is not as it should be. */
export function summaryOf(all: readonly Omit<Checked, 'history'>[]): readonly string[] {
  const protocol = all.filter(({ variant }) => variant.violates === undefined);
  const rules = all.filter(({ variant }) => variant.violates !== undefined);
  const states = protocol.reduce((sum, { verdict }) => sum + ('states' in verdict ? verdict.states : 0), 0);
  const violations = protocol.filter(({ verdict }) => verdict.kind === 'violated').length;
  const caught = rules.filter(isAsExpected).length;
  return [
    `The protocol: ${violations} violations in ${states.toLocaleString('en')} states of ${protocol.length} variants.`,
    `Without one of its rules: ${caught} of ${rules.length} variants violated as expected.`,
    ...all.filter((one) => !isAsExpected(one)).map(({ variant }) => `NOT AS EXPECTED: ${nameOf(variant)}`),
  ];
}
