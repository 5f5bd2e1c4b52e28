const SECOND = 1000;
const UNITS = [
  ['d', 86_400 * SECOND],
  ['h', 3_600 * SECOND],
  ['min', 60 * SECOND],
  ['s', SECOND],
] as const;

/** `10 d 0 h`, `2 min 4 s`, `7.3 s`: the two largest units. `ms`: milliseconds. */
export function duration(ms: number): string {
  if (ms < 10 * SECOND) return `${(ms / SECOND).toFixed(1)} s`;
  const first = UNITS.findIndex(([, size]) => ms >= size);
  const [name, size] = UNITS[first] as (typeof UNITS)[number];
  const next = UNITS[first + 1];
  if (!next) return `${Math.round(ms / SECOND)} s`;
  const whole = Math.floor(ms / size);
  return `${whole} ${name} ${Math.floor((ms - whole * size) / next[1])} ${next[0]}`;
}

/** `3,112,347`. */
export function grouped(n: number): string {
  return n.toLocaleString('en-US');
}

/** `20 %`, `0.125 %`. @param value of a hundred */
export function percent(value: number): string {
  return `${Number(value.toPrecision(3))} %`;
}

/** `3 min 0 s to 9 min 0 s`, or one of them if both are the same. */
export function fromTo(
  { least, most }: { readonly least: number; readonly most: number },
  words: (value: number) => string,
): string {
  return words(least) === words(most) ? words(least) : `${words(least)} to ${words(most)}`;
}
