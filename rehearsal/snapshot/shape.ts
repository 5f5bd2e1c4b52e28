/** Whether a file is what the AWS CLI prints, by the SDK's own description of the answer: members, types, what is always there. */
import { NormalizedSchema } from '@smithy/core/schema';
import { below, isList, isObject, type Json, type JsonObject, type Pointer, quote } from './json.ts';
import { policyFaults, policyTextFaults } from './policy-document.ts';
import type { Fault } from './problem.ts';

/** The SDK's description of an answer, or of a part of it. */
export type Schema = Parameters<typeof NormalizedSchema.of>[0];

/** As AWS CLI 2 prints times: `2027-01-04T08:00:00+00:00`, with fractions of a second or without. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/**
 * @param answer the SDK's schema of the whole answer
 * @param policies members that are text to AWS; of some the CLI prints the JSON in them
 */
export function shapeProblems(
  answer: Schema,
  value: Json,
  policies: readonly string[] = [],
): readonly Fault[] {
  // The CLI joins all pages, and leaves out what pages alone need: of the whole answer nothing is always there.
  const schema = NormalizedSchema.of(answer);
  // Nothing is known of what others than AWS and kubectl print.
  if (!schema.isStructSchema()) return isObject(value) ? [] : [expected('an object', value, '')];
  const names = [...schema.structIterator()].map(([name]) => name);
  const part = isObject(value) ? partOf(value, names) : [];
  return [...part, ...ofMembers(schema, value, '', policies, { isWhole: true })];
}

function problemsOf(
  schema: NormalizedSchema,
  value: Json,
  at: Pointer,
  policies: readonly string[],
): readonly Fault[] {
  if (schema.isStructSchema()) return ofMembers(schema, value, at, policies);
  if (schema.isListSchema()) {
    if (!isList(value)) return [expected('a list', value, at)];
    const item = schema.getValueSchema();
    return value.flatMap((each, i) => problemsOf(item, each, below(at, i), policies));
  }
  if (schema.isMapSchema()) {
    if (!isObject(value)) return [expected('an object', value, at)];
    const item = schema.getValueSchema();
    return Object.entries(value).flatMap(([key, each]) => problemsOf(item, each, below(at, key), policies));
  }
  const simple = simpleTypeOf(schema);
  return simple === undefined || simple.fits(value) ? [] : [expected(simple.words, value, at)];
}

function ofMembers(
  schema: NormalizedSchema,
  value: Json,
  at: Pointer,
  policies: readonly string[],
  { isWhole = false } = {},
): readonly Fault[] {
  if (!isObject(value)) return [expected('an object', value, at)];
  const members = new Map(schema.structIterator());
  const absent = isWhole ? [] : requiredOf(schema).filter((name) => isAbsent(value[name]));
  return [
    ...absent.map((name) => ({ at: below(at, name), words: 'missing' })),
    ...Object.entries(value).flatMap(([name, each]) => {
      const member = members.get(name);
      if (member === undefined) return [unknownMember(name, [...members.keys()], at)];
      if (isAbsent(each)) return [];
      const place = below(at, name);
      return policies.includes(name) ? ofPolicy(each, place) : problemsOf(member, each, place, policies);
    }),
  ];
}

function ofPolicy(value: Json, at: Pointer): readonly Fault[] {
  return typeof value === 'string' ? policyTextFaults(value, at) : policyFaults(value, at);
}

/** Members by which AWS says that there is more: the CLI asks on, unless it is told not to. */
const MORE = ['NextToken', 'NextMarker', 'Marker', 'PaginationToken', 'NextRecordName'];

/** A file with the first page alone has less than what is in the account. */
function partOf(value: JsonObject, names: readonly string[]): readonly Fault[] {
  const told = MORE.find((name) => names.includes(name) && !isAbsent(value[name]));
  const name = value.IsTruncated === true ? 'IsTruncated' : told;
  const words = 'this is one page of several: leave out --no-paginate and --max-items';
  return name === undefined ? [] : [{ at: below('', name), words }];
}

/** The members that AWS always returns: a static schema counts them, and has them first. */
function requiredOf(schema: NormalizedSchema): readonly string[] {
  const description: unknown = schema.getSchema();
  if (!Array.isArray(description)) return [];
  const [, , , , names, , required = 0] = description;
  return names.slice(0, required);
}

/** The CLI prints some members that an answer doesn't have as null. */
function isAbsent(value: Json | undefined): boolean {
  return value === undefined || value === null;
}

interface SimpleType {
  readonly words: string;
  fits(value: Json): boolean;
}

const TEXT: SimpleType = { words: 'text', fits: (value) => typeof value === 'string' };

/** Undefined: anything fits. */
function simpleTypeOf(schema: NormalizedSchema): SimpleType | undefined {
  if (schema.isStringSchema() || schema.isBlobSchema()) return TEXT;
  if (schema.isBooleanSchema())
    return { words: 'true or false', fits: (value) => typeof value === 'boolean' };
  if (schema.isTimestampSchema())
    return {
      words: 'a time such as 2027-01-04T08:00:00+00:00',
      fits: (value) => typeof value === 'string' && TIME.test(value),
    };
  if (schema.isNumericSchema() || schema.isBigIntegerSchema() || schema.isBigDecimalSchema())
    return { words: 'a number', fits: (value) => typeof value === 'number' };
  return undefined;
}

function expected(what: string, value: Json, at: Pointer): Fault {
  return { at, words: `expected ${what}, found ${quote(value)}` };
}

function unknownMember(name: string, known: readonly string[], at: Pointer): Fault {
  const meant = known.find((each) => each.toLowerCase() === name.toLowerCase());
  const hint = meant === undefined ? '' : `; the CLI prints ${meant}`;
  return { at: below(at, name), words: `AWS returns no member of this name${hint}` };
}
