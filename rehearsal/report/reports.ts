import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { Stage } from '../stage/stage.ts';

/**
 * What the functions have put into the stack's buckets: texts by their keys.
 * @param since epoch milliseconds; S3 knows the second in which an object was put
 */
export async function reportsOf(
  { clients: { s3 }, deployment }: Stage,
  since: number,
): Promise<ReadonlyMap<string, string>> {
  const reports = new Map<string, string>();
  for (const bucket of deployment.resources.get('AWS::S3::Bucket') ?? []) {
    for (const key of await keysIn(s3, bucket, since)) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      reports.set(key, (await Body?.transformToString()) ?? '');
    }
  }
  return reports;
}

async function keysIn(s3: S3Client, bucket: string, since: number): Promise<readonly string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  return Contents.flatMap(({ Key, LastModified }) =>
    Key !== undefined && LastModified !== undefined && LastModified.getTime() >= since - 1000 ? [Key] : [],
  );
}
