/** How numbers, durations and long lists are written for people. */

// Made at first use: making one takes longer than all else that a rollback's function does to start.
let digits: Intl.NumberFormat | undefined;
let fraction: Intl.NumberFormat | undefined;

/** 12345 → `12,345`. */
export function count(n: number): string {
  digits ??= new Intl.NumberFormat('en-US');
  return digits.format(n);
}

/** A count with its noun: `1 request`, `12,345 requests`, `2 batches`. */
export function countOf(n: number, noun: string, plural = `${noun}s`): string {
  return `${count(n)} ${n === 1 ? noun : plural}`;
}

/** Percent (0–100) → `5 %`, `0.5 %`, `33.3 %`. */
export function percent(value: number): string {
  fraction ??= new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });
  return `${fraction.format(value)} %`;
}

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** Seconds → the two largest units: `1 d 12 h`, `2 min 5 s`, `0.4 s`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds * 10) / 10} s`;
  let rest = Math.round(seconds);
  const parts: string[] = [];
  for (const [unit, size] of [...UNITS, ['s', 1] as const]) {
    const n = Math.floor(rest / size);
    rest -= n * size;
    if (n > 0) parts.push(`${n} ${unit}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(' ');
}

/**
 * The first `most` items, and in place of the others one line that says how many there are.
 * @param noun in the plural: `names`
 */
export function shortened(items: readonly string[], most: number, noun: string): readonly string[] {
  if (items.length <= most) return items;
  const kept = items.slice(0, most);
  const left = items.length - most;
  return [...kept, `… and ${count(left)} more ${left === 1 ? oneOf(noun) : noun}, not shown here`];
}

/** `names of this zone` → `name of this zone`, `entries` → `entry`. */
function oneOf(plural: string): string {
  return plural.replace(
    /^(\w+?)(?:(ie)?s)\b/,
    (_whole, stem: string, ie?: string) => `${stem}${ie ? 'y' : ''}`,
  );
}

/** As many whole items as fit into `most` characters, the first at least, and one line that says how many others there are. */
export function fitting(items: readonly string[], most: number, noun: string): readonly string[] {
  let characters = 0;
  const kept = items.findIndex((item, i) => {
    characters += item.length;
    return i > 0 && characters > most;
  });
  const listed = kept < 0 ? items : shortened(items, kept, noun);
  return listed.map((item, i) => (i === 0 ? cut(item, most) : item));
}

/** At most `most` characters; what was cut is counted. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = [...text];
  if (characters.length <= most) return text;
  return `${characters.slice(0, most).join('')}… (${count(characters.length - most)} characters more)`;
}

/** What others say, without the end of its sentence: ours goes on after it. */
export function withoutEnd(text: string): string {
  return text.replace(/[.\s]+$/, '');
}
