/** What TXT records say to others than this project is replaced by its hash: a plan compares it, and reads no word of it. */
import { isMark } from '../../lambdas/migration/domain/readiness/external-dns/claims.ts';
import type { ContentOf } from '../../rehearsal/snapshot/file-kind.ts';
import type { RECORD_SETS } from '../../rehearsal/snapshot/kinds/route53.ts';
import { hashOf, isHash } from './hash.ts';

type Records = Pick<ContentOf<typeof RECORD_SETS>, 'ResourceRecordSets'>;

const TEXTS = ['TXT', 'SPF'];
const FENCE = /^"heritage=kops-cutover,/;

export function withHashedTexts<R extends Records>(records: R): R {
  return {
    ...records,
    ResourceRecordSets: records.ResourceRecordSets.map((each) =>
      TEXTS.includes(each.Type ?? '') && each.ResourceRecords
        ? {
            ...each,
            ResourceRecords: each.ResourceRecords.map(({ Value = '' }) => ({ Value: hashed(Value) })),
          }
        : each,
    ),
  };
}

/** In quotes, as Route 53 takes texts. The same text has the same hash. */
function hashed(value: string): string {
  // By its marks external-dns knows which records are its own.
  if (FENCE.test(value) || isMark(value) || isHash(value.slice(1, -1))) return value;
  return `"${hashOf(value)}"`;
}
