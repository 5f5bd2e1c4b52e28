/** The expressions of definitions, ready to be evaluated again and again. */
import jsonata from 'jsonata';
import { type PlainExpression, plainExpression } from './plain-expressions.ts';

interface Ready {
  readonly plain: PlainExpression | undefined;
  readonly expression: jsonata.Expression;
}

/** Parsing takes longer than evaluating, and the expressions are always the same. */
const parsed = new Map<string, Ready>();

export function readyFor(text: string): Ready {
  const before = parsed.get(text);
  if (before) return before;
  const ready = { plain: plainExpression(text), expression: jsonata(text) };
  parsed.set(text, ready);
  return ready;
}

/** Parts of definitions, which never change. */
const constants = new WeakMap<object, boolean>();

/** Whether no expression is in it. */
export function isConstant(value: unknown): boolean {
  if (typeof value === 'string') return !(value.startsWith('{%') && value.endsWith('%}'));
  if (value === null || typeof value !== 'object') return true;
  const known = constants.get(value);
  if (known !== undefined) return known;
  const constant = Object.values(value).every(isConstant);
  constants.set(value, constant);
  return constant;
}
