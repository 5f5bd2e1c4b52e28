/** What IAM answers to a batch of changes, by the operators that the policies use. */
import type { Statement } from './policies.ts';

export interface Batch {
  readonly zoneId: string;
  /** In the notation of the condition keys; absent or empty: the request doesn't say. */
  readonly names: readonly string[];
  readonly types: readonly string[];
  readonly actions: readonly string[];
}

const PREFIX = 'route53:ChangeResourceRecordSets';

/** True when the statements of a role allow the batch. */
export function mayChange(statements: readonly Statement[], batch: Batch): boolean {
  const arn = `arn:aws:route53:::hostedzone/${batch.zoneId}`;
  const ofBatch = statements.filter(
    (statement) =>
      statement.Action.includes(PREFIX) &&
      statement.Resource.some((pattern) => isLike(pattern, arn)) &&
      isMet(statement, batch),
  );
  return ofBatch.length > 0 && ofBatch.every(({ Effect }) => Effect === 'Allow');
}

function isMet({ Condition = {} }: Statement, batch: Batch): boolean {
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      const isSatisfied = OPERATORS[operator];
      if (!isSatisfied) throw new Error(`${operator} is not judged here`);
      return isSatisfied(valuesOf(key, batch), [values].flat().map(String));
    }),
  );
}

function valuesOf(key: string, { names, types, actions }: Batch): readonly string[] {
  const known: Readonly<Record<string, readonly string[]>> = {
    [`${PREFIX}NormalizedRecordNames`]: names,
    [`${PREFIX}RecordTypes`]: types,
    [`${PREFIX}Actions`]: actions,
  };
  const values = known[key];
  if (!values) throw new Error(`${key} is not judged here`);
  return values;
}

type Operator = (found: readonly string[], expected: readonly string[]) => boolean;

/** Source: IAM's user guide, "Set operators for multivalued context keys" and "Null". */
const OPERATORS: Readonly<Record<string, Operator>> = {
  'ForAllValues:StringEquals': (found, expected) => found.every((value) => expected.includes(value)),
  'ForAllValues:StringLike': (found, expected) =>
    found.every((value) => expected.some((pattern) => isLike(pattern, value))),
  'ForAnyValue:StringNotEquals': (found, expected) => found.some((value) => !expected.includes(value)),
  Null: (found, expected) => expected.includes(String(found.length === 0)),
};

function isLike(pattern: string, value: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`).test(value);
}
