/** Whether a policy is in IAM's grammar: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
import { below, isList, isObject, type Json, type JsonObject, type Pointer, quote } from './json.ts';
import type { Fault } from './problem.ts';

const VERSIONS: readonly Json[] = ['2012-10-17', '2008-10-17'];
const EFFECTS: readonly Json[] = ['Allow', 'Deny'];

/** No account has one that is in no grammar: AWS refuses it, and the CLI can't have printed it. */
export function policyFaults(policy: Json, at: Pointer): readonly Fault[] {
  if (!isObject(policy)) return [expected('a policy, which is an object', policy, at)];
  const { Version, Statement } = policy;
  const version = Version === undefined || VERSIONS.includes(Version);
  return [
    ...(version ? [] : [expected(VERSIONS.join(' or '), Version, below(at, 'Version'))]),
    ...statements(Statement).flatMap(([each, path]) => ofStatement(each, `${at}${path}`)),
    ...(Statement === undefined ? [{ at: below(at, 'Statement'), words: 'missing' }] : []),
  ];
}

/** The same of a policy that is text to AWS. */
export function policyTextFaults(text: string, at: Pointer): readonly Fault[] {
  try {
    return policyFaults(JSON.parse(text), at);
  } catch (error) {
    return [{ at, words: `expected a policy, which is JSON: ${(error as Error).message}` }];
  }
}

function statements(written: Json | undefined): readonly (readonly [Json, Pointer])[] {
  if (written === undefined) return [];
  const at = below('', 'Statement');
  return isList(written) ? written.map((each, i) => [each, below(at, i)] as const) : [[written, at]];
}

function ofStatement(statement: Json, at: Pointer): readonly Fault[] {
  if (!isObject(statement)) return [expected('a statement, which is an object', statement, at)];
  const { Effect } = statement;
  return [
    ...(Effect !== undefined && EFFECTS.includes(Effect)
      ? []
      : [expected(EFFECTS.join(' or '), Effect, below(at, 'Effect'))]),
    ...oneOf(statement, ['Action', 'NotAction'], at),
    ...['Action', 'NotAction', 'Resource', 'NotResource'].flatMap((name) => texts(statement, name, at)),
    ...['Principal', 'NotPrincipal'].flatMap((name) => principals(statement[name], below(at, name))),
    ...conditions(statement.Condition, below(at, 'Condition')),
  ];
}

function oneOf(statement: JsonObject, names: readonly string[], at: Pointer): readonly Fault[] {
  const there = names.filter((name) => statement[name] !== undefined);
  return there.length === 1 ? [] : [{ at, words: `expected either ${names.join(' or ')}` }];
}

function texts(statement: JsonObject, name: string, at: Pointer): readonly Fault[] {
  const value = statement[name];
  return value === undefined || isTexts(value)
    ? []
    : [expected('text, or a list of texts', value, below(at, name))];
}

function isTexts(value: Json): boolean {
  if (isList(value)) return value.length > 0 && value.every((each) => typeof each === 'string');
  return typeof value === 'string';
}

function principals(value: Json | undefined, at: Pointer): readonly Fault[] {
  if (value === undefined || value === '*') return [];
  if (!isObject(value)) return [expected('"*" or an object', value, at)];
  return Object.keys(value).flatMap((name) => texts(value, name, at));
}

/** By operator and key. Numbers and booleans are texts to IAM. */
function conditions(value: Json | undefined, at: Pointer): readonly Fault[] {
  if (value === undefined) return [];
  if (!isObject(value)) return [expected('an object', value, at)];
  return Object.entries(value).flatMap(([operator, keys]) => {
    if (!isObject(keys)) return [expected('an object', keys, below(at, operator))];
    return Object.entries(keys).flatMap(([key, given]) => {
      const all = isList(given) ? given : [given];
      const simple = all.every((each) => each !== null && typeof each !== 'object');
      return simple ? [] : [expected('a value, or a list of values', given, below(below(at, operator), key))];
    });
  });
}

function expected(what: string, value: Json | undefined, at: Pointer): Fault {
  return { at, words: `expected ${what}, found ${value === undefined ? 'nothing' : quote(value)}` };
}
