import * as fc from 'fast-check';

/** The eight groups of an address; zeros are likely, so that there is something to shorten. */
export const ipv6Groups = fc.array(
  fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 0xffff })),
  { minLength: 8, maxLength: 8 },
);

/** An address in any of its notations: `2001:DB8::1`, `2001:0db8:0:0:0:0:0.0.0.1`. */
export function anyNotation(groups: readonly number[]): fc.Arbitrary<string> {
  return fc
    .record({
      digits: fc.array(fc.constantFrom(1, 2, 3, 4), { minLength: 8, maxLength: 8 }),
      isUpper: fc.boolean(),
      endsAsIpv4: fc.boolean(),
      shortened: fc.option(fc.constantFrom(...zeroRuns(groups)), { nil: undefined }),
    })
    .map(({ digits, isUpper, endsAsIpv4, shortened }) => {
      const texts = groups.map((group, i) => group.toString(16).padStart(digits[i] ?? 1, '0'));
      const last = endsAsIpv4 && (shortened?.end ?? 0) <= 6 ? [asIpv4(groups)] : texts.slice(6);
      const all = [...texts.slice(0, 6), ...last];
      const text = shortened
        ? `${all.slice(0, shortened.start).join(':')}::${all.slice(shortened.end).join(':')}`
        : all.join(':');
      return isUpper ? text.toUpperCase() : text;
    });
}

interface ZeroRun {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** Each row of zeros that `::` may stand for, also a part of a longer one. */
function zeroRuns(groups: readonly number[]): (ZeroRun | undefined)[] {
  const runs = groups.flatMap((_, start) =>
    groups.map((_, i) => ({ start, end: i + 1 })).filter(({ end }) => end > start),
  );
  return [
    undefined,
    ...runs.filter(({ start, end }) => groups.slice(start, end).every((group) => group === 0)),
  ];
}

function asIpv4(groups: readonly number[]): string {
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 255])
    .join('.');
}
