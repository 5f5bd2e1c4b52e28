import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { undotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { ConfigError } from '../../shared/config/config-error.ts';
import { sizeOf, type WideningPattern, widen } from './widen.ts';

/** IAM's limit for all inline policies of a role together, white space not counted. */
export const INLINE_POLICY_LIMIT = 10_240;

/**
 * What a role that changes zones takes for everything but the zones' ARNs and the names: 1,500 characters, and room
 * for the names that CloudFormation makes of the stack's. A test checks the roles against it.
 */
const RESERVED = 2_400;

/** A zone's ARN as a JSON string; it stands in the statement that reads and in the one that changes. */
const ZONE_ARN = 64;

/** Types that a batch may contain: those that a migration moves, and TXT for the fence. */
const TYPES = ['A', 'AAAA', 'CNAME', 'TXT'];

/** Never UPSERT: it is no compare-and-swap. */
const ACTIONS = ['CREATE', 'DELETE'];

const KEY = {
  names: 'route53:ChangeResourceRecordSetsNormalizedRecordNames',
  types: 'route53:ChangeResourceRecordSetsRecordTypes',
  actions: 'route53:ChangeResourceRecordSetsActions',
};

/** The names that the roles may change: exact ones, and the patterns that some had to be widened to. */
export interface ChangeableNames {
  readonly exact: readonly string[];
  readonly patterns: readonly WideningPattern[];
}

/**
 * The names of all zones' records and fences in the form of IAM's condition key. The fences are always exact.
 * They share one statement, because it must cover every name of a batch and the policy is small; a name of one
 * zone can't stand in another unless one lies below the other.
 * @throws ConfigError where there are so many zones that no pattern makes room for them
 */
export function changeableNames(settings: MigrationSettings): ChangeableNames {
  const known = CHANGEABLE.get(settings) ?? widenedNames(settings);
  CHANGEABLE.set(settings, known);
  return known;
}

/** Every role that may change records asks for the same names. */
const CHANGEABLE = new WeakMap<MigrationSettings, ChangeableNames>();

function widenedNames({ migration, zones }: MigrationSettings): ChangeableNames {
  const fences = zones.map((zone) => undotted(zone.fenceName));
  const fixed = RESERVED + 2 * ZONE_ARN * zones.length + JSON.stringify(fences).length;
  const widened = widen(
    zones.map((zone) => zone.records.map(undotted)),
    INLINE_POLICY_LIMIT - fixed,
  );
  const size = widened.reduce((sum, zone) => sum + sizeOf(zone), fixed);
  if (size > INLINE_POLICY_LIMIT) throw tooManyZones(migration, zones.length, size);
  return {
    exact: [...widened.flatMap((zone) => zone.names), ...fences],
    patterns: widened.flatMap((zone) => zone.pattern ?? []),
  };
}

/** IAM would refuse such a role only while the stack is deployed. */
function tooManyZones(migration: string, count: number, size: number): ConfigError {
  const fitting = Math.floor((INLINE_POLICY_LIMIT - RESERVED) / ((size - RESERVED) / count));
  return new ConfigError(`migration '${migration}'`, [
    {
      path: 'zones',
      value: `a list of ${count}`,
      expected: `zones that fit into a role's policy with their fences: ${INLINE_POLICY_LIMIT} characters in all, with names widened to patterns; about ${fitting} such zones fit`,
      fix: 'fewer zones here, and the others in another migration',
    },
  ]);
}

/** Lets a role change the migration's records and fences, and no other record of their zones. */
export function mayChangeRecords(scope: Construct, settings: MigrationSettings): PolicyStatement {
  const { exact, patterns } = changeableNames(settings);
  const names = [...patterns.map(({ pattern }) => pattern), ...exact];
  const kinds = { [KEY.types]: TYPES, [KEY.actions]: ACTIONS };
  return new PolicyStatement({
    actions: ['route53:ChangeResourceRecordSets'],
    resources: zoneArns(scope, settings),
    conditions: {
      ...(patterns.length > 0
        ? { 'ForAllValues:StringLike': { [KEY.names]: names }, 'ForAllValues:StringEquals': kinds }
        : { 'ForAllValues:StringEquals': { [KEY.names]: names, ...kinds } }),
      // ForAllValues is true of nothing: a request without the key must not slip through.
      Null: { [KEY.names]: 'false', [KEY.types]: 'false', [KEY.actions]: 'false' },
    },
  });
}

export function zoneArns(scope: Construct, settings: MigrationSettings): string[] {
  return settings.zones.map(({ id }) =>
    Stack.of(scope).formatArn({
      service: 'route53',
      region: '',
      account: '',
      resource: 'hostedzone',
      resourceName: id,
    }),
  );
}
