import * as z from 'zod/mini';
import { ERRORS } from '../../shared/contract/errors.ts';
import { NamedError } from '../../shared/domain/named-error.ts';
import type { Condition, Listed, Principals, Statement } from '../domain/access/policy.ts';

/** Numbers and booleans stand in conditions as they are; IAM compares their texts. */
const value = z.union([z.string(), z.number(), z.boolean()]);
const values = z.union([value, z.array(value)]);
const texts = z.union([z.string(), z.array(z.string())]);
const principal = z.union([z.literal('*'), z.record(z.string(), texts)]);

/** Strict: an element that isn't known here may change what the statement says. */
const statement = z.strictObject({
  Sid: z.optional(z.string()),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.optional(principal),
  NotPrincipal: z.optional(principal),
  Action: z.optional(texts),
  NotAction: z.optional(texts),
  Resource: z.optional(texts),
  NotResource: z.optional(texts),
  Condition: z.optional(z.record(z.string(), z.record(z.string(), values))),
});
const policy = z.object({ Statement: z.union([statement, z.array(statement)]) });
type ParsedStatement = z.output<typeof statement>;

/** @param text a resource's policy as JSON, '' for none @throws UnreadableAnswer when it is no policy */
export function parsePolicy(text: string, subject: string): readonly Statement[] {
  if (text === '') return [];
  const parsed = z.safeParse(policy, jsonIn(text, subject));
  if (!parsed.success) throw unreadable(subject, z.prettifyError(parsed.error));
  return [parsed.data.Statement].flat().map(statementOf);
}

function jsonIn(text: string, subject: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(subject, String(error));
  }
}

function unreadable(subject: string, why: string): NamedError {
  return new NamedError(ERRORS.unreadableAnswer, `The policy of ${subject} can't be read: ${why}`);
}

function statementOf(parsed: ParsedStatement): Statement {
  return {
    sid: parsed.Sid ?? '',
    effect: parsed.Effect,
    principals: principalsOf(parsed),
    actions: listed(parsed.Action, parsed.NotAction),
    // A policy of a resource may leave out which: it is about that one.
    resources: listed(
      parsed.Resource ?? (parsed.NotResource === undefined ? '*' : undefined),
      parsed.NotResource,
    ),
    conditions: Object.entries(parsed.Condition ?? {}).flatMap(conditionsOf),
  };
}

function listed(named: string | string[] | undefined, others: string | string[] | undefined): Listed {
  if (others !== undefined) return { negated: true, patterns: [others].flat() };
  return { negated: false, patterns: [named ?? []].flat() };
}

function principalsOf({ Principal, NotPrincipal }: ParsedStatement): Principals {
  const named = NotPrincipal ?? Principal ?? {};
  const aws = named === '*' ? '*' : (named.AWS ?? []);
  return { negated: NotPrincipal !== undefined, aws: [aws].flat() };
}

function conditionsOf([operator, keys]: [string, Record<string, z.output<typeof values>>]): Condition[] {
  return Object.entries(keys).map(([key, wanted]) => ({
    operator,
    key,
    values: [wanted].flat().map(String),
  }));
}
