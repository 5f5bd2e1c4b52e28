import { Expression, type Given, writtenFields } from './expression.ts';

/** Reads a `Value` that a machine has at hand: only what is in it, and as what it is. */
export interface Reader<Value> {
  /** All of it. */
  (): Expression<Value>;
  /** What is at `path`, as `waitUntil` or `change.waitUntil`. Of a list that is what each of its members has there. */
  <At extends Path<Value>>(path: At): Expression<ValueAt<Value, At>>;
}

/** The dotted paths into a `Value`: of a list those into its members, of alternatives those that all of them have. */
export type Path<Value> = Into<NonNullable<Value>>;

type Into<Value> = [Value] extends [readonly (infer Member)[]]
  ? Path<Member>
  : [Value] extends [string | number | boolean]
    ? never
    : // The keys of a dictionary are data.
      string extends keyof Value
      ? never
      : { [Field in keyof Value & string]-?: Field | `${Field}.${Path<Value[Field]>}` }[keyof Value & string];

export type ValueAt<Value, At extends string> = At extends `${infer Field}.${infer Rest}`
  ? ValueAt<FieldOf<Value, Field>, Rest>
  : FieldOf<Value, At>;

type FieldOf<Value, Field> = Value extends readonly (infer Member)[]
  ? readonly FieldOf<Member, Field>[]
  : Field extends keyof Value
    ? Value[Field]
    : never;

/** @param whole the expression of all of it  @param before what stands before a path into it */
function reader<Value>(whole: string, before = `${whole}.`): Reader<Value> {
  return (path?: string) => new Expression<never>(path === undefined ? whole : before + path);
}

/** What a function returned, within the state that called it. */
export function result<Value>(): Reader<Value> {
  return reader('$states.result.Payload');
}

/** What a state was handed by the one before. */
export function input<Value>(): Reader<Value> {
  return reader('$states.input');
}

/** A member of a list, within an expression that goes through it: `list.(…)`, `list[…]`. */
export function member<Value>(): Reader<Value> {
  return reader('$', '');
}

/** What a machine assigns; a variable that is an object may be emptied. */
export type Assigned<Variables> = {
  readonly [Name in keyof Variables]?: Given<Variables[Name]> | Emptied<Variables[Name]>;
};

type Emptied<Value> = Value extends object ? Readonly<Record<string, never>> : never;

/** The variables of one machine. */
export interface Variables<Values> {
  readonly variable: Reader<Values>;
  /** What a state assigns, as Step Functions reads it. */
  set(values: Assigned<Values>): Record<string, unknown>;
}

export function variables<Values>(): Variables<Values> {
  return { variable: reader('$', '$'), set: writtenFields };
}
