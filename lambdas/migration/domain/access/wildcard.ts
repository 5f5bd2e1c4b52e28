/**
 * Whether a pattern of a policy matches: `*` is any number of characters, `?` exactly one. Takes at most the product of the
 * lengths in steps, whatever the pattern: policies are written by others.
 */
export function matches(pattern: string, text: string): boolean {
  let [p, t] = [0, 0];
  // Where to try again if the last `*` must take one character more.
  let [star, taken] = [-1, 0];
  while (t < text.length) {
    if (pattern[p] === '*') {
      [star, taken] = [p++, t];
    } else if (pattern[p] === '?' || pattern[p] === text[t]) {
      [p, t] = [p + 1, t + 1];
    } else if (star >= 0) {
      taken += 1;
      [p, t] = [star + 1, taken];
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}

/** Of ARNs each of the six parts is compared by itself: a `*` doesn't reach beyond a colon, but for the last part. */
export function matchesArn(pattern: string, arn: string): boolean {
  const [patterns, parts] = [partsOf(pattern), partsOf(arn)];
  if (patterns.length !== 6 || parts.length !== 6) return pattern === '*';
  return patterns.every((each, i) => matches(each, parts[i] ?? ''));
}

function partsOf(arn: string): readonly string[] {
  const [head, rest] = [arn.split(':', 5), arn.split(':').slice(5).join(':')];
  return arn.split(':').length < 6 ? head : [...head, rest];
}
