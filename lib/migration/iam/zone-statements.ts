/** The statements by which a role may change a migration's records and fences, and no other record of their zones. */
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { WidenedZone } from './widen.ts';

/** What the roles may change in a zone, in the notation of IAM's condition keys; a pattern stands for names that don't fit. */
export interface ChangeableZone extends WidenedZone {
  readonly id: string;
  /** Always exact. */
  readonly fence: string;
}

const ACTIONS = ['route53:ChangeResourceRecordSets'];

const KEY = {
  names: 'route53:ChangeResourceRecordSetsNormalizedRecordNames',
  types: 'route53:ChangeResourceRecordSetsRecordTypes',
  actions: 'route53:ChangeResourceRecordSetsActions',
};

/** What a batch may contain, whatever its zone. */
const ONLY: Readonly<Record<string, readonly string[]>> = {
  // Those that a migration moves, and TXT for the fence.
  [KEY.types]: ['A', 'AAAA', 'CNAME', 'TXT'],
  // Never UPSERT: it is no compare-and-swap.
  [KEY.actions]: ['CREATE', 'DELETE'],
};

/** Lets a role change these names of one zone: all of a batch's, as a statement that has only some of them allows none. */
export function changeStatement(zoneArn: string, { names, pattern, fence }: ChangeableZone): PolicyStatement {
  const like = pattern ? [pattern.pattern] : [];
  return new PolicyStatement({
    actions: ACTIONS,
    resources: [zoneArn],
    conditions: {
      [`ForAllValues:${pattern ? 'StringLike' : 'StringEquals'}`]: {
        [KEY.names]: [...like, ...names, fence],
      },
    },
  });
}

/**
 * Denies whatever no zone's batch may contain: once for all zones, because in each zone's statement it would take more room
 * than the names. `ForAllValues` is true of nothing, and `ForAnyValue` of nothing false: so a request that doesn't say what
 * it changes is denied too.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function denials(): PolicyStatement[] {
  return [
    ...Object.entries(ONLY).map(([key, values]) => ({ 'ForAnyValue:StringNotEquals': { [key]: values } })),
    ...Object.values(KEY).map((key) => ({ Null: { [key]: 'true' } })),
  ].map(
    (conditions) =>
      new PolicyStatement({ effect: Effect.DENY, actions: ACTIONS, resources: ['*'], conditions }),
  );
}

/** Of an ARN of a zone, in any partition. */
const LONGEST_ARN = 64;

/** Characters of a zone's statement in a policy, with the comma. */
export function sizeOfStatement(zone: ChangeableZone): number {
  return sizeOf([changeStatement('x'.repeat(LONGEST_ARN), zone)]);
}

/** Characters of statements in a policy, each with its comma. */
export function sizeOf(statements: readonly PolicyStatement[]): number {
  return statements.reduce(
    (sum, statement) => sum + JSON.stringify(statement.toStatementJson()).length + 1,
    0,
  );
}
