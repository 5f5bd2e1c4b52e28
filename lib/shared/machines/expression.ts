import { Condition } from 'aws-cdk-lib/aws-stepfunctions';

/** A JSONata expression that comes to a `Value`, as the compiler knows it. Within a text it stands as it is. */
export class Expression<out Value> {
  /** For the compiler alone: it keeps expressions of different values apart. */
  declare readonly value: Value;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/**
 * An expression that is put together by hand. What it comes to must be said, because nothing else knows it; what it reads
 * stands in it as `${result('soakUntil')}`, `${variable('step')}`.
 */
export function expression<Value = unknown>(text: string): Expression<NoInfer<Value>> {
  return new Expression(text);
}

/** Marks an expression as JSONata, as Step Functions takes it in place of a value. */
export function jsonata(text: string | Expression<unknown>): string {
  return `{% ${text} %}`;
}

/** What a Choice asks: whether `text` is true. */
export function condition(text: string | Expression<unknown>): Condition {
  return Condition.jsonata(jsonata(text));
}

/** A text as JSONata writes it, whatever characters are in it. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** An empty text. Written plainly, it is refused by a validator of definitions that reads it as two things at once. */
export const EMPTY = expression<string>("''");

/** A `Value` as a definition has it: plainly, as an expression, or field by field. */
export type Given<Value> = Value | Expression<Value> | GivenFields<Value>;

type GivenFields<Value> = Value extends object
  ? { readonly [Field in keyof Value]: Given<Value[Field]> }
  : never;

/** `given` as Step Functions reads it, with its expressions marked. */
export function written(given: unknown): unknown {
  if (given instanceof Expression) return jsonata(given);
  if (Array.isArray(given)) return given.map(written);
  return typeof given === 'object' && given !== null ? writtenFields(given) : given;
}

export function writtenFields(given: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, written(value)]));
}

/** The expression of an object of these expressions. */
export function objectOf<Value>(
  fields: {
    readonly [Field in keyof Value]: Expression<Value[Field]>;
  },
): Expression<Value> {
  const written = Object.entries(fields).map(([name, value]) => `'${name}': ${value}`);
  return new Expression(`{${written.join(', ')}}`);
}
