import {
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandOutput,
  type ResourceRecordSet as SdkRecordSet,
} from '@aws-sdk/client-route-53';
import type { ResourceRecordSet } from '../domain/record-set.ts';

/** Every record set of a zone, page by page. @param send paces a call, and names what fails */
export async function listAll(
  zoneId: string,
  send: (command: ListResourceRecordSetsCommand) => Promise<ListResourceRecordSetsCommandOutput>,
): Promise<ResourceRecordSet[]> {
  const records: ResourceRecordSet[] = [];
  let page: ListResourceRecordSetsCommandOutput | undefined;
  do {
    page = await send(
      new ListResourceRecordSetsCommand({
        HostedZoneId: zoneId,
        StartRecordName: page?.NextRecordName,
        StartRecordType: page?.NextRecordType,
        StartRecordIdentifier: page?.NextRecordIdentifier,
      }),
    );
    records.push(...(page.ResourceRecordSets ?? []).map(fromSdk));
  } while (page.IsTruncated);
  return records;
}

/** What the SDK read, without the fields that it sets to undefined. */
export function fromSdk(record: SdkRecordSet): ResourceRecordSet {
  const defined = Object.entries(record).filter(([, value]) => value !== undefined);
  return Object.fromEntries(defined) as unknown as ResourceRecordSet;
}
