import { type BatchBounds, fitsOneBatch } from '../shared/domain/batches.ts';
import { displayName, isMoved, type ResourceRecordSet } from '../shared/domain/record-set.ts';
import { largestChange, type RecordShape } from '../shared/domain/stages.ts';

/**
 * What legacy answers with at `names`, as it is kept and restored. VerifyDns has judged the same names before;
 * this is the last look before the first change, so anything that can't be moved since then is a problem here.
 */
export function beforeImageOf(
  held: readonly ResourceRecordSet[],
  names: readonly string[],
  shape: RecordShape & BatchBounds,
): { readonly records: readonly ResourceRecordSet[]; readonly problems: readonly string[] } {
  const records = held.filter((record) => names.includes(record.Name) && isMoved(record));
  const problems = names.flatMap((name) => {
    const own = records.filter((record) => record.Name === name);
    if (own.length === 0) return [`${displayName(name)} has no A, AAAA or CNAME record.`];
    if (!fitsOneBatch(largestChange(name, own, shape), shape))
      return [
        `${displayName(name)} has too many values: a change of it exceeds what Route 53 takes at once.`,
      ];
    const routed = own.filter((record) => record.SetIdentifier !== undefined);
    return routed.map(
      (record) => `${displayName(name)} ${record.Type} is already routed (${record.SetIdentifier}).`,
    );
  });
  return { records, problems };
}
