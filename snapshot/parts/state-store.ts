import {
  BUCKET_CALLS,
  CONTROL,
  GET_OBJECT,
  LIST_OBJECTS,
  STORED,
  STORED_BACKUPS,
  STORED_GROUPS,
} from '../calls/buckets.ts';
import type { Source } from '../source/source.ts';
import { type AccountWanted, bucketsIn, type StateOfCluster, statesIn } from '../wanted/wanted.ts';
import type { Part } from './part.ts';

export const BUCKETS: Part = { calls: BUCKET_CALLS, isIn: (account) => bucketsIn(account).length > 0 };
export const STATES: Part = {
  calls: [LIST_OBJECTS, GET_OBJECT],
  isIn: (account) => statesIn(account).length > 0,
};

export async function takeBuckets(wanted: AccountWanted, source: Source): Promise<void> {
  const { account } = wanted;
  for (const Bucket of bucketsIn(wanted))
    for (const call of BUCKET_CALLS)
      await source.file<{ readonly Bucket: string }, object>(
        call,
        { account, names: [Bucket] },
        async (ask) => {
          const answer = await ask({ Bucket });
          // Of what was never set, the CLI prints nothing.
          return answer && (Object.keys(answer).length > 0 || call.kind.call === 'get-bucket-location')
            ? answer
            : undefined;
        },
      );
  for (const state of statesIn(wanted)) await takeState(account, state, source);
}

/** What kops keeps of a cluster and is no secret. */
async function takeState(account: string, { bucket, prefix }: StateOfCluster, source: Source): Promise<void> {
  const keys = [
    ...STORED.map((name) => `${prefix}${name}`),
    ...(await keysBelow(account, source, bucket, `${prefix}${STORED_GROUPS}`)),
  ];
  const backups = { Bucket: bucket, Prefix: `${prefix}${STORED_BACKUPS}`, Delimiter: '/' };
  const etcds = await source.list(LIST_OBJECTS, { account }, backups);
  for (const { Prefix } of etcds?.CommonPrefixes ?? [])
    keys.push(...(await keysBelow(account, source, bucket, `${Prefix}${CONTROL}`)));
  for (const key of keys) await source.object(GET_OBJECT, bucket, key);
}

async function keysBelow(
  account: string,
  source: Source,
  Bucket: string,
  Prefix: string,
): Promise<readonly string[]> {
  const listed = await source.list(LIST_OBJECTS, { account }, { Bucket, Prefix });
  return (listed?.Contents ?? []).map(({ Key }) => Key);
}
