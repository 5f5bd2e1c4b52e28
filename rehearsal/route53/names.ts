/** Why a text can't be read, in the words that Route 53 puts into `FATAL problem: …`. */
export interface Problem {
  readonly code: string;
  readonly reason: string;
  readonly encountered: string;
}

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

export function unreadable(code: string, reason: string, encountered: string): Parsed<never> {
  return { ok: false, problem: { code, reason, encountered } };
}

/** `FATAL problem: DomainLabelEmpty (Domain label is empty) encountered with 'a..b'` */
export function problemText(problem: Problem): string {
  return `FATAL problem: ${problem.code} (${problem.reason}) encountered with '${problem.encountered}'`;
}

/** A name that is canonical already, apart perhaps from its final dot, and short enough that no limit is near. */
const PLAIN = /^(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?$/;
const PLAIN_LENGTH = 200;

const OCTAL = /^[0-3][0-7]{2}/;

/**
 * The canonical form of a domain name: lower case, dot-terminated, every character but `a-z 0-9 - _` as `\ooo`
 * (so `*` is `\052`). Reads any case, a missing final dot, and escapes. Idempotent.
 */
export function parseName(text: string): Parsed<string> {
  if (text.length <= PLAIN_LENGTH && PLAIN.test(text)) {
    return { ok: true, value: text.endsWith('.') ? text : `${text}.` };
  }
  if (text === '') return unreadable('DomainNameEmpty', 'Domain name is empty', text);
  if (text === '.') return { ok: true, value: '.' };
  const labels = splitLabels(text);
  if (!labels.ok) return labels;
  for (const label of labels.value) {
    if (label.length === 0) return unreadable('DomainLabelEmpty', 'Domain label is empty', text);
    if (label.length > 63) {
      return unreadable('DomainLabelTooLong', 'Domain label is too long', asText(label));
    }
  }
  const wireLength = labels.value.reduce((sum, label) => sum + label.length + 1, 1);
  if (wireLength > 255) return unreadable('DomainNameTooLong', 'Domain name is too long', text);
  return { ok: true, value: labels.value.map((label) => `${escapeLabel(label)}.`).join('') };
}

/** The canonical form of a name that must be readable; throws with the reason. For names that the project itself writes. */
export function canonicalName(text: string): string {
  const parsed = parseName(text);
  if (!parsed.ok) throw new Error(`'${text}' is not a domain name: ${problemText(parsed.problem)}`);
  return parsed.value;
}

/** True for the zone's own name and every name below it. Both canonical. */
export function isWithin(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

/** The name without its first label; `.` for a top-level name. */
export function parentOf(name: string): string {
  const dot = name.indexOf('.');
  return dot === name.length - 1 ? '.' : name.slice(dot + 1);
}

/** The first label of a wildcard name. */
export const WILDCARD = '\\052';

/**
 * The key by which Route 53 orders names: labels reversed, joined and ended by dots, characters unescaped, compared
 * as ASCII. (Because of the final dot, `www-a` comes before `www`.)
 */
export function orderKey(name: string): string {
  return name
    .slice(0, -1)
    .split('.')
    .reverse()
    .map((label) => `${unescapeLabel(label)}.`)
    .join('');
}

/** A name as `dns-packet` wants it. Undefined where it can't say it: a dot inside a label, or bytes that aren't UTF-8. */
export function toPacketName(name: string): string | undefined {
  if (!name.includes('\\')) return name.slice(0, -1);
  const labels = name.slice(0, -1).split('.').map(unescapeLabel);
  const texts = labels.map((label) => Buffer.from(label, 'latin1').toString('utf8'));
  const faithful = texts.every(
    (text, i) => !text.includes('.') && Buffer.from(text, 'utf8').toString('latin1') === labels[i],
  );
  return faithful ? texts.join('.') : undefined;
}

/** The canonical form of a name that `dns-packet` decoded. */
export function fromPacketName(text: string): string {
  if (text === '.' || text === '') return '.';
  const labels = text.split('.').map((label) => [...Buffer.from(label, 'utf8')].map(lowerCase));
  return labels.map((label) => `${escapeLabel(label)}.`).join('');
}

function splitLabels(text: string): Parsed<number[][]> {
  const labels: number[][] = [[]];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const label = labels[labels.length - 1] as number[];
    if (text[i] === '.') {
      if (i < text.length - 1) labels.push([]);
      else if (label.length === 0) return unreadable('DomainLabelEmpty', 'Domain label is empty', text);
    } else if (text[i] === '\\') {
      const octal = OCTAL.exec(text.slice(i + 1, i + 4));
      if (octal === null) return unsupported('\\');
      label.push(lowerCase(Number.parseInt(octal[0], 8)));
      i += 3;
    } else if (code <= 32 || code >= 127) {
      return unsupported(text[i] as string);
    } else {
      label.push(lowerCase(code));
    }
  }
  return { ok: true, value: labels };
}

export function unsupported(encountered: string): Parsed<never> {
  return unreadable('UnsupportedCharacter', 'Value contains unsupported characters', encountered);
}

function lowerCase(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

function escapeLabel(label: readonly number[]): string {
  return label
    .map((code) => {
      const char = String.fromCharCode(code);
      return /[a-z0-9_-]/.test(char) ? char : `\\${code.toString(8).padStart(3, '0')}`;
    })
    .join('');
}

function unescapeLabel(label: string): string {
  return label.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

function asText(label: readonly number[]): string {
  return String.fromCharCode(...label);
}
