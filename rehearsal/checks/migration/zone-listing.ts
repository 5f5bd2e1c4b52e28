import {
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandInput,
  type ListResourceRecordSetsCommandOutput,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import type { RecordSet } from '../../route53/index.ts';

/** Every record set of each zone, as the API lists them. */
export async function recordsInZones(
  client: Route53Client,
  zoneIds: readonly string[],
): Promise<ReadonlyMap<string, readonly RecordSet[]>> {
  const zones = new Map<string, readonly RecordSet[]>();
  for (const zoneId of zoneIds) zones.set(zoneId, await recordsInZone(client, zoneId));
  return zones;
}

async function recordsInZone(client: Route53Client, HostedZoneId: string): Promise<readonly RecordSet[]> {
  const records: RecordSet[] = [];
  let from: Partial<ListResourceRecordSetsCommandInput> | undefined = {};
  while (from) {
    const page: ListResourceRecordSetsCommandOutput = await client.send(
      new ListResourceRecordSetsCommand({ HostedZoneId, ...from }),
    );
    // The API's own shape, field for field; the client alone types every field as optional.
    records.push(...((page.ResourceRecordSets ?? []) as unknown as RecordSet[]));
    from = page.IsTruncated
      ? {
          StartRecordName: page.NextRecordName,
          StartRecordType: page.NextRecordType,
          StartRecordIdentifier: page.NextRecordIdentifier,
        }
      : undefined;
  }
  return records;
}
