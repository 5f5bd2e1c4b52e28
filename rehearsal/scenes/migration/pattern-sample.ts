/** An event that an event pattern lets through: ../../world/SPEC.md, "Signals from elsewhere". */
import type { EventPattern, PatternValue } from '../../../lambdas/migration/contract/signals.ts';

export interface Sample {
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** For what the pattern doesn't ask about. */
const ANYTHING = 'anything';

export function sampleOf(pattern: EventPattern): Sample {
  const text = (value: PatternValue | undefined) =>
    `${(value === undefined ? undefined : valueFor(value)) ?? ANYTHING}`;
  const { resources, detail = {} } = pattern;
  return {
    source: text(pattern.source),
    detailType: text(pattern['detail-type']),
    resources: resources === undefined ? [] : [text(resources)],
    detail: isFields(detail) ? fieldsOf(detail) : {},
  };
}

function fieldsOf(pattern: EventPattern): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(pattern).flatMap(([name, wanted]) => {
      if (name === '$or' && Array.isArray(wanted)) return Object.entries(fieldsOf(wanted[0] as EventPattern));
      const value = isFields(wanted) ? fieldsOf(wanted) : valueFor(wanted);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** By the first of its alternatives; undefined if that wants it absent. */
function valueFor(wanted: PatternValue): unknown {
  const [first] = Array.isArray(wanted) ? wanted : [wanted];
  if (!isFields(first)) return first;
  const [[operator, operand] = ['', null]] = Object.entries(first);
  switch (operator) {
    case 'exists':
      return operand === true ? ANYTHING : undefined;
    case 'anything-but':
      return anythingBut(operand);
    case 'numeric':
      return numberWithin(operand as readonly (string | number)[]);
    case 'wildcard':
      return `${operand}`.replaceAll('*', '');
    case 'cidr':
      return `${operand}`.split('/')[0];
    default:
      // prefix, suffix and equals-ignore-case let through what they name.
      return isFields(operand) ? Object.values(operand)[0] : operand;
  }
}

/** Greater than each number that is refused, or a text that nobody is expected to refuse. */
function anythingBut(operand: PatternValue): unknown {
  const refused = [isFields(operand) ? (Object.values(operand)[0] ?? '') : operand].flat();
  if (refused.every((each) => typeof each === 'number')) return Math.max(...(refused as number[])) + 1;
  return `~${ANYTHING}~`;
}

function numberWithin([first, one, , other]: readonly (string | number)[]): number {
  const limit = Number(one);
  if (other !== undefined) return (limit + Number(other)) / 2;
  if (first === '<') return limit - 1;
  return first === '>' ? limit + 1 : limit;
}

function isFields(value: PatternValue | undefined): value is EventPattern {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
