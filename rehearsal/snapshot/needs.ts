/** Which members of an answer a rehearsal reads: they are optional to AWS, but nothing can be made without them. */
import { below, isList, isObject, type Json, type Pointer, quote } from './json.ts';
import type { Fault } from './problem.ts';

/** As the CLI prints what the SDK returns: times are text. */
export type Printed<T> = T extends Date
  ? string
  : T extends readonly (infer E)[]
    ? readonly Printed<E>[]
    : T extends object
      ? { readonly [K in keyof T]: Printed<T[K]> }
      : T;

/** One of these texts. */
export interface OneOf<V extends string = string> {
  readonly oneOf: readonly V[];
}

export function oneOf<const V extends string>(...texts: readonly V[]): OneOf<V> {
  return { oneOf: texts };
}

/** `true`: it must be there. `[…]`: a list, whose items must have this. `{…}`: it must have these members. */
export type Needs<T> =
  | true
  | (T extends readonly (infer E)[]
      ? readonly [Needs<E>]
      : T extends string
        ? OneOf
        : T extends object
          ? { readonly [K in keyof T]?: Needs<NonNullable<T[K]>> }
          : never);

/** What is read, with everything needed there. */
export type Needed<T, N> = N extends true
  ? NonNullable<T>
  : N extends OneOf<infer V>
    ? V
    : N extends readonly [infer E]
      ? T extends readonly (infer U)[]
        ? readonly Needed<U, E>[]
        : never
      : Omit<T, keyof N> & { readonly [K in keyof N & keyof T]-?: Needed<NonNullable<T[K]>, N[K]> };

type AnyNeeds = true | OneOf | readonly [AnyNeeds] | { readonly [member: string]: AnyNeeds };

/** @param needs as `Needs` describes, of whatever type the value has */
export function missing(value: Json | undefined, needs: unknown, at: Pointer = ''): readonly Fault[] {
  return search(value, needs as AnyNeeds, at);
}

function search(value: Json | undefined, needs: AnyNeeds, at: Pointer): readonly Fault[] {
  if (value === undefined || value === null) return [{ at, words: 'missing' }];
  if (needs === true) return [];
  if (isOneOf(needs)) {
    const isKnown = typeof value === 'string' && needs.oneOf.includes(value);
    return isKnown ? [] : [{ at, words: `expected ${needs.oneOf.join(' or ')}, found ${quote(value)}` }];
  }
  if (isListOf(needs)) {
    if (!isList(value)) return [{ at, words: `expected a list, found ${quote(value)}` }];
    return value.flatMap((item, i) => search(item, needs[0], below(at, i)));
  }
  if (!isObject(value)) return [{ at, words: `expected an object, found ${quote(value)}` }];
  return Object.entries(needs).flatMap(([member, inner]) => search(value[member], inner, below(at, member)));
}

function isListOf(needs: AnyNeeds): needs is readonly [AnyNeeds] {
  return Array.isArray(needs);
}

function isOneOf(needs: AnyNeeds): needs is OneOf {
  // Members of AWS's answers begin with a capital letter.
  return typeof needs === 'object' && 'oneOf' in needs;
}
