import { inspect, types } from 'node:util';
import { Duration, Token } from 'aws-cdk-lib';
import leven from 'leven';
import type { ConfigWarning, Problem } from './config-error.ts';

/** Collects what is found in one configuration, in the order of the reading. */
export class Report {
  readonly problems: Problem[] = [];
  readonly warnings: ConfigWarning[] = [];
  /** Paths of unknown keys that are read as the known ones that were meant. */
  readonly #misspelt = new Set<string>();

  add(problem: Problem): void {
    const { path, expected, fix } = problem;
    const at = this.#misspelt.has(path) ? this.problems.findIndex((other) => other.path === path) : -1;
    const slip = this.problems[at];
    if (!slip) {
      this.problems.push(problem);
      return;
    }
    // The key was misspelled, too: one problem says both, and what the value should be.
    this.problems[at] = {
      ...slip,
      expected: `${slip.expected}; there ${expected}`,
      fix: `${slip.fix}: ${fix}`,
    };
  }

  /** Whatever else is found at `path` belongs to the problem that is reported there already. */
  markMisspelt(path: string): void {
    this.#misspelt.add(path);
  }
}

interface ObjectForm<K extends string> {
  /** E.g. `a zone`. */
  readonly what: string;
  /** What to write in place of something else. */
  readonly example?: string;
  /** Other words for known keys, as other tools have them. */
  readonly synonyms?: Readonly<Record<string, K>>;
  /** What to do in place of keys that one may expect to exist. */
  readonly hints?: Readonly<Record<string, string>>;
  /** Nothing of what stands there is shown: it may be a secret in the wrong place. */
  readonly isSecret?: true;
}

export interface ListLimits {
  /** What one of them is, e.g. `a record name`. */
  readonly of: string;
  readonly atLeast: number;
  readonly atMost: number;
  /** What to write in place of something else, e.g. `records: ['www.example.com']`. */
  readonly example: string;
}

/**
 * A value in a configuration together with where it stands. Reading throws nothing of its own: what can't be read is
 * reported and comes back as undefined, and the rest is still read, so that one run finds everything.
 * (That, and tokens in place of values, is what a schema library doesn't give: it answers with all or nothing.)
 */
export class Place {
  readonly path: string;
  readonly value: unknown;
  /** Its key is there, though the value may be undefined. */
  readonly isGiven: boolean;
  readonly #report: Report;

  constructor(path: string, value: unknown, report: Report, isGiven = value !== undefined) {
    this.path = path;
    this.value = value;
    this.isGiven = isGiven;
    this.#report = report;
  }

  /** Left out: a default may apply. `null` is not left out. */
  get isLeftOut(): boolean {
    return this.value === undefined;
  }

  /** The value, or a part of it, is known only at deploy time. */
  get isToken(): boolean {
    return Token.isUnresolved(this.value);
  }

  /** Whether nothing was reported of it so far, nor of anything in it. */
  get isInOrder(): boolean {
    const within = [`${this.path}.`, `${this.path}[`];
    return !this.#report.problems.some(
      ({ path }) => path === this.path || within.some((start) => path.startsWith(start)),
    );
  }

  /** Reports a problem of this value. Returns undefined, as does a reader that can't read. */
  problem(expected: string, fix: string, value = this.#show()): undefined {
    this.#report.add({ path: this.path, value, expected, fix });
  }

  #show(): string {
    const isUndefined = this.isGiven && this.value === undefined;
    return isUndefined ? 'undefined, though its key is there' : show(this.value);
  }

  warning(code: string, message: string): void {
    this.#report.warnings.push({ code, path: this.path, message });
  }

  /** The same place with another value in it, e.g. an encoded token for an object that stands for one. */
  with(value: unknown): Place {
    return new Place(this.path, value, this.#report);
  }

  /**
   * The places of the known keys. Unknown keys are reported; one that seems to mean a known key that is left
   * out is read as that one, so that a slip is reported once and its value is checked all the same.
   */
  fields<K extends string>(known: readonly K[], form: ObjectForm<K>): Record<K, Place> | undefined {
    const { what, example, synonyms = {}, hints = {}, isSecret = false } = form;
    const given = this.#entries(what, example ?? `{ ${known.join(', ')} }`, isSecret);
    if (!given) return undefined;
    const places = new Map<string, Place>(
      known.map((key) => [key, this.#child(key, given.get(key), given.has(key))]),
    );
    for (const [key, value] of given) {
      if (places.has(key)) continue;
      const hint = own(hints, key);
      const meant = hint ? undefined : (own(synonyms, key) ?? closest(key, known) ?? partner(key, known));
      const child = this.#child(key, value);
      const isFree = meant !== undefined && places.get(meant)?.isLeftOut;
      const instead = isFree ? `\`${meant}\`, if that is meant` : 'nothing: remove it';
      const advice = hint ?? (meant && !isFree ? `${instead}, because \`${meant}\` is given` : instead);
      const shown = isSecret || SECRETS.test(key) ? showKind(value) : show(value);
      child.problem(`a key of ${what}: ${known.join(', ')}`, advice, `an unknown key, with ${shown}`);
      if (!isFree) continue;
      places.set(meant, child);
      this.#report.markMisspelt(child.path);
    }
    return Object.fromEntries(places) as Record<K, Place>;
  }

  /** The same of settings that may be left out as a whole: then each of their keys is. */
  optionalFields<K extends string>(known: readonly K[], form: ObjectForm<K>): Record<K, Place> | undefined {
    return (this.isLeftOut ? this.with({}) : this).fields(known, form);
  }

  items({ of, atLeast, atMost, example }: ListLimits): Place[] | undefined {
    const range = atLeast === atMost ? `${atLeast}` : `${atLeast} to ${atMost}`;
    const expected = `a list of ${range}, each ${of}`;
    if (this.isToken) return this.problem(`${expected}; its length must be known at synth`, example);
    if (!Array.isArray(this.value)) return this.problem(expected, example);
    const { length } = this.value;
    if (length < atLeast) return this.problem(expected, example, 'an empty list');
    if (length > atMost) return this.problem(expected, `at most ${atMost} of them`, `a list of ${length}`);
    return Array.from(this.value, (value, i) => new Place(`${this.path}[${i}]`, value, this.#report));
  }

  /** The entries of a plain object with keys that aren't known beforehand. */
  entries(what: string, example: string): [string, Place][] | undefined {
    const given = this.#entries(what, example);
    return given && [...given].map(([key, value]) => [key, this.#child(key, value)]);
  }

  #entries(what: string, example: string, isSecret = false): Map<string, unknown> | undefined {
    const object = this.value;
    if (!isPlainObject(object))
      return this.problem(`${what}: a plain object`, example, isSecret ? showKind(object) : show(object));
    return new Map(Reflect.ownKeys(object).map((key) => [String(key), Reflect.get(object, key)]));
  }

  #child(key: string, value: unknown, isGiven = true): Place {
    const step = /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
    return new Place(`${this.path}${step}`.replace(/^\./, ''), value, this.#report, isGiven);
  }
}

/** Keys under which people put what nobody else may read. */
const SECRETS = /token|secret|bearer|passw|credential/i;

/** What kind of value it is, and nothing of the value itself. */
export function showKind(value: unknown): string {
  if (typeof value === 'string') return `a text of ${value.length} characters`;
  return value === undefined ? 'left out' : `not a text (${typeof value})`;
}

/** A value as its author would write it, cut to a length that a terminal can show. */
export function show(value: unknown): string {
  if (value === undefined) return 'left out';
  if (types.isNativeError(value)) return value.message;
  if (value instanceof Duration) return `a ${durationInWords(value)}`;
  const options = { depth: 1, breakLength: Number.POSITIVE_INFINITY, customInspect: false } as const;
  const shown = inspect(withDurations(value), { ...options, maxArrayLength: 5, maxStringLength: 300 });
  const text = shown.replaceAll(/'(Duration of [^']+)'/g, '$1');
  return text.length > 320 ? `${text.slice(0, 320)}…` : text;
}

function durationInWords(value: Duration): string {
  return `Duration of ${value.isUnresolved() ? 'a token' : value.toHumanString()}`;
}

/** Lists have any length, also holes: 2³² − 1. */
const LONG = 100;

/** With words in place of each Duration, as deep as is shown: what is in one is CDK's own. */
function withDurations(value: unknown, depth = 2): unknown {
  if (value instanceof Duration) return durationInWords(value);
  if (depth === 0) return value;
  // Of long lists no Duration is shown: only their first items are.
  if (Array.isArray(value))
    return value.length > LONG ? value : value.map((each) => withDurations(each, depth - 1));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, withDurations(each, depth - 1)]),
  );
}

/**
 * A text that a construct of CDK shows, e.g. `alarmArn`: constructs are recognized by their attributes, because
 * there may be several copies of the library. Undefined where there is no such text.
 */
export function textAttribute(value: unknown, name: string): string | undefined {
  const attribute = attributeOf(value, name);
  return typeof attribute === 'string' ? attribute : undefined;
}

export function attributeOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // The second form is a plain object of another realm, as test runners have them.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The one known word that the word begins or ends, or that begins or ends with it: `metric` for `metricName`. */
function partner(word: string, known: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const has = (long: string, short: string) => long.startsWith(short) || long.endsWith(short);
  const found = known.filter((each) => has(each.toLowerCase(), lower) || has(lower, each.toLowerCase()));
  return found.length === 1 && lower.length >= SHORTEST_PART ? found[0] : undefined;
}

/** `p` begins too much to mean something. */
const SHORTEST_PART = 3;

/** The known word that was probably meant; a third of the letters may differ. */
export function closest(word: string, known: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const [best] = known
    .map((candidate) => ({ candidate, distance: leven(lower, candidate.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(1, Math.floor(word.length / 3)) ? best.candidate : undefined;
}
