/** What Spin's verifier says. */

export type Verdict =
  | { readonly kind: 'holds'; readonly states: number }
  | { readonly kind: 'violated'; readonly property: string; readonly states: number }
  /** It has not looked at everything, so that nothing is known. */
  | { readonly kind: 'incomplete'; readonly why: string };

const GAVE_UP = /^.*(?:max search depth too small|reached -DMEMLIM bound|out of memory).*$/m;

/** @param output of the verifier, after `pan` ended */
export function verdictOf(output: string): Verdict {
  const [, violation] = /^pan:\d+: (.+?) \(at depth \d+\)$/m.exec(output) ?? [];
  const [gaveUp] = GAVE_UP.exec(output) ?? [];
  const states = Number(/^ *(\S+) states, stored/m.exec(output)?.[1]);
  const errors = /errors: (\d+)/.exec(output)?.[1];
  if (violation !== undefined) return { kind: 'violated', property: propertyOf(violation), states };
  if (gaveUp !== undefined) return { kind: 'incomplete', why: gaveUp.trim() };
  if (errors !== '0' || !(states > 0)) return { kind: 'incomplete', why: output.trim().slice(-200) };
  return { kind: 'holds', states };
}

/** The name that the model gives what must never be; Spin's own words for a writer that waits for ever. */
function propertyOf(violation: string): string {
  return /^assertion violated\s+!\(\s*(\w+)\s*\)$/.exec(violation)?.[1] ?? violation;
}
