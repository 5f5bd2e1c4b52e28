import {
  type Change,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  type Route53Client,
} from '@aws-sdk/client-route-53';

/** The record sets of a name, as a person sees them in the console. */
export async function recordsAt(
  client: Route53Client,
  zoneId: string,
  name: string,
): Promise<readonly ResourceRecordSet[]> {
  const { ResourceRecordSets = [] } = await client.send(
    new ListResourceRecordSetsCommand({ HostedZoneId: zoneId, StartRecordName: name }),
  );
  return ResourceRecordSets.filter(({ Name }) => Name === name);
}

/** Those of them that are weighted. */
export async function weightedRecords(
  client: Route53Client,
  zoneId: string,
  name: string,
): Promise<readonly ResourceRecordSet[]> {
  const records = await recordsAt(client, zoneId, name);
  return records.filter(({ SetIdentifier }) => SetIdentifier !== undefined);
}

/** The same records with other weights, by set identifier. */
export function withWeights(
  records: readonly ResourceRecordSet[],
  weights: Readonly<Record<string, number>>,
): readonly ResourceRecordSet[] {
  return records.map((record) => ({
    ...record,
    Weight: weights[record.SetIdentifier ?? ''] ?? record.Weight,
  }));
}

/** What legacy was before its record sets became members of groups, with another health check. */
export function simpleLegacy(
  weighted: readonly ResourceRecordSet[],
  HealthCheckId: string,
): readonly ResourceRecordSet[] {
  return weighted
    .filter(({ SetIdentifier }) => SetIdentifier === 'legacy')
    .map(({ SetIdentifier: _id, Weight: _weight, ...record }) => ({ ...record, HealthCheckId }));
}

/** One batch that puts `after` in the place of `before`. */
export function replacing(
  before: readonly ResourceRecordSet[],
  after: readonly ResourceRecordSet[],
): readonly Change[] {
  return [
    ...before.map((record): Change => ({ Action: 'DELETE', ResourceRecordSet: record })),
    ...after.map((record): Change => ({ Action: 'CREATE', ResourceRecordSet: record })),
  ];
}
