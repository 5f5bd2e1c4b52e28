/** Reads values of a document one by one: fields that nobody asks for are no matter. */
import type { Misfit, Path, SpecDocument } from './spec-document.ts';

/** More than any cluster has: what is longer is none, and would only take time. */
const LONGEST_LIST = 1000;

/** A place in a document, and where to say what doesn't fit there. */
export class Branch {
  readonly #document: SpecDocument;
  readonly #path: Path;
  readonly #value: unknown;
  readonly #misfits: Misfit[];
  #isReported = false;

  private constructor(document: SpecDocument, misfits: Misfit[], path: Path, value: unknown) {
    this.#document = document;
    this.#misfits = misfits;
    this.#path = path;
    this.#value = value;
  }

  static of(document: SpecDocument, misfits: Misfit[]): Branch {
    return new Branch(document, misfits, [], document.value);
  }

  /** The one that is there: versions of kops' API call some things differently, and none has two of them. */
  static oneOf(first: Branch, ...others: readonly Branch[]): Branch {
    const [found = first, ...more] = [first, ...others].filter((branch) => !branch.isAbsent);
    for (const each of more) each.problem(`is set beside ${found.#name}: which is in effect is unknown`);
    return found;
  }

  /** The object of the state store that it is in. */
  get source(): string {
    return this.#document.source;
  }

  /** Null counts as absent, as it does for kops. */
  get isAbsent(): boolean {
    return this.#value === undefined || this.#value === null;
  }

  /** Of a mapping; of what is absent, all fields are. */
  field(name: string): Branch {
    if (!this.isAbsent && !isMapping(this.#value)) {
      this.#misfit('a mapping');
      return this.#at(name, undefined);
    }
    const found = isMapping(this.#value) && Object.hasOwn(this.#value, name) ? this.#value[name] : undefined;
    return this.#at(name, found);
  }

  items(): readonly Branch[] {
    if (this.isAbsent) return [];
    if (Array.isArray(this.#value) && this.#value.length <= LONGEST_LIST)
      return this.#value.map((value, i) => this.#at(i, value));
    this.#misfit(Array.isArray(this.#value) ? `a list of at most ${LONGEST_LIST}` : 'a list');
    return [];
  }

  /** '' for what is absent. A whole number counts as its digits; of others it isn't known how they are written: 1.3 or 1.30. */
  text(): string {
    const value = this.#value;
    if (this.isAbsent) return '';
    if (typeof value === 'string') return value;
    if (Number.isSafeInteger(value)) return String(value);
    this.#misfit(typeof value === 'number' ? 'a text in quotes' : 'a text');
    return '';
  }

  texts(): readonly string[] {
    return this.items().map((item) => item.text());
  }

  /** False for what is absent. */
  flag(): boolean {
    if (this.isAbsent) return false;
    if (typeof this.#value === 'boolean') return this.#value;
    this.#misfit('true or false');
    return false;
  }

  wholeNumber(): number | undefined {
    if (this.isAbsent) return undefined;
    if (Number.isInteger(this.#value)) return Number(this.#value);
    this.#misfit('a whole number');
    return undefined;
  }

  /** Says what is wrong here in words of its own. */
  problem(what: string): void {
    const { source, lineOf } = this.#document;
    this.#misfits.push({ source, line: lineOf(this.#path), what: `${this.#name} ${what}` });
  }

  #at(step: string | number, value: unknown): Branch {
    return new Branch(this.#document, this.#misfits, [...this.#path, step], value);
  }

  /** Once for a value, however many fields are asked for. */
  #misfit(expected: string): void {
    if (this.#isReported) return;
    this.#isReported = true;
    this.problem(`is ${kindOf(this.#value)}, not ${expected}`);
  }

  get #name(): string {
    const name = this.#path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
    return name === '' ? 'the document' : name.replace(/^\./, '');
  }
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return value.length > LONGEST_LIST ? `a list of ${value.length}` : 'a list';
  if (typeof value === 'string') return 'a text';
  if (typeof value === 'number') return 'a number';
  return typeof value === 'boolean' ? String(value) : 'a mapping';
}
