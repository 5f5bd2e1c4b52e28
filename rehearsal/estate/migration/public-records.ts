import type { RecordSet } from '../../route53/index.ts';
import type { Place } from '../../snapshot/file-kind.ts';
import { HOSTED_ZONE, RECORD_SETS } from '../../snapshot/kinds/route53.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';

/** Of all public zones of all accounts. */
export function publicRecords(snapshot: Snapshot): readonly RecordSet[] {
  return snapshot
    .all(HOSTED_ZONE)
    .filter(({ content }) => content.HostedZone.Config?.PrivateZone !== true)
    .flatMap(({ account, names = [] }) => recordsIn(snapshot, { account, names }));
}

/** The API's own shape, field for field; the client alone types every field as optional. */
function recordsIn(snapshot: Snapshot, zone: Place): readonly RecordSet[] {
  return snapshot.one(RECORD_SETS, zone).ResourceRecordSets as unknown as readonly RecordSet[];
}
