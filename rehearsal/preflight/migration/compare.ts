/** What a dry run says against what was expected of it. */
import type { Expectation, FindingKey } from '../../snapshot/expectation.ts';

/** What faults are expected to say together: each its own, but for what is hidden. */
export function together(expected: readonly Expectation[], hidden: readonly FindingKey[] = []): Expectation {
  const isHidden = (one: FindingKey) => hidden.some((each) => fits(one, each));
  return {
    findings: expected.flatMap(({ findings }) => findings).filter((one) => !isHidden(one)),
    gone: expected.flatMap(({ gone }) => gone),
  };
}

/**
 * What contradicts the expectation, in words.
 * @param clean what was found in the world without faults @param found in this one
 */
export function contradictions(
  { findings, gone }: Expectation,
  clean: readonly FindingKey[],
  found: readonly FindingKey[],
): readonly string[] {
  const came = newIn(found, clean);
  const went = goneFrom(clean, found);
  return [
    ...findings.filter((each) => !came.some((one) => fits(one, each))).map(worded('not found')),
    ...came.filter((one) => !findings.some((each) => fits(one, each))).map(worded('found, but not planted')),
    ...gone.filter((each) => !went.some((one) => fits(one, each))).map(worded('still there')),
    ...went.filter((one) => !gone.some((each) => fits(one, each))).map(worded('no longer found')),
  ];
}

/** Of those that aren't `pass`, what is found only here. */
export function newIn<F extends FindingKey>(found: readonly F[], clean: readonly FindingKey[]): readonly F[] {
  return found.filter((one) => one.level !== 'pass' && !clean.some((each) => isSame(one, each)));
}

/** What isn't found any more. What was in order must be said to be so, or not to be so: nothing is passed over. */
export function goneFrom(clean: readonly FindingKey[], found: readonly FindingKey[]): readonly FindingKey[] {
  return clean.filter((one) =>
    one.level === 'pass'
      ? !found.some(({ check, subject }) => check === one.check && subject === one.subject)
      : !found.some((each) => isSame(one, each)),
  );
}

function isSame(one: FindingKey, other: FindingKey): boolean {
  return keyOf(one) === keyOf(other);
}

function fits(one: FindingKey, expected: FindingKey): boolean {
  return (
    keyOf({ ...one, subject: '' }) === keyOf({ ...expected, subject: '' }) &&
    matches(one.subject, expected.subject)
  );
}

function matches(subject: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(subject);
}

export function keyOf({ level, check, code, subject }: FindingKey): string {
  return `${level} ${check} ${code} ${subject}`;
}

const worded = (what: string) => (finding: FindingKey) => `${what}: ${keyOf(finding)}`;
