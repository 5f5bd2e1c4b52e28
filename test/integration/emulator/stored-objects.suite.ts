import { GetObjectCommand, HeadBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { S3StateBucket } from '../../../lambdas/migration/adapters/s3-state-bucket.ts';
import { type BucketSeed, bucketsOf } from '../../../rehearsal/scenes/migration/buckets.ts';
import { StoredObjects } from '../../../rehearsal/scenes/migration/stored-objects.ts';
import type { Json } from '../../../rehearsal/snapshot/json.ts';
import { Snapshot } from '../../../rehearsal/snapshot/snapshot.ts';
import { ACCOUNT, REGION } from './offline-aws.ts';
import { aws } from './shared-emulator.ts';

const NAME = 'state-of-a-scene';
const OTHER = '444455556666';
const POLICY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }],
};

/** As a scene's files say it: by call, what the CLI prints. */
function bucket(files: Readonly<Record<string, Json>>, account = ACCOUNT): readonly BucketSeed[] {
  const all = { 'get-bucket-location': { LocationConstraint: REGION }, ...files };
  const paths = Object.entries(all).map(
    ([call, content]) => [`${account}/s3api/${call}/${NAME}.json`, content] as const,
  );
  const objects = new Map([[`${NAME}/a/b`, 'text']]);
  return bucketsOf(new Snapshot('somewhere', new Map(paths), objects), { account: ACCOUNT, region: REGION });
}

describe('the buckets of a scene', () => {
  let stored: StoredObjects;
  let s3: S3Client;
  beforeAll(() => {
    const credentials = { accessKeyId: ACCOUNT, secretAccessKey: 'test' };
    s3 = new S3Client({ endpoint: aws.emulator.url, region: REGION, credentials, forcePathStyle: true });
    stored = new StoredObjects(aws.emulator.url);
  });
  afterAll(async () => {
    await stored.put([]);
    s3.destroy();
  });

  const seen = async () => {
    const found = new S3StateBucket({ name: NAME, account: ACCOUNT, region: REGION }, s3);
    return {
      publicAccess: await found.publicAccessBlock(),
      ownership: await found.ownership(),
      encryption: await found.encryption(),
      versioning: await found.versioning(),
      policy: await found.policy(),
      lifecycle: (await found.lifecycleRules()).map(({ id }) => id),
    };
  };
  const NOTHING_SET = {
    publicAccess: undefined,
    ownership: undefined,
    encryption: 'AES256',
    versioning: undefined,
    policy: undefined,
    lifecycle: [],
  };

  it('have nothing but S3’s own encryption without a file that says so', async () => {
    await stored.put(bucket({}));
    expect(await seen()).toEqual(NOTHING_SET);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: NAME, Key: 'a/b' }));
    expect(await Body?.transformToString()).toBe('text');
  });

  it('are as their files say, and as those of the next scene after that, whatever was put into them', async () => {
    await stored.put(
      bucket({
        'get-public-access-block': { PublicAccessBlockConfiguration: { BlockPublicAcls: true } },
        'get-bucket-ownership-controls': {
          OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
        },
        'get-bucket-encryption': {
          ServerSideEncryptionConfiguration: {
            Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
          },
        },
        'get-bucket-versioning': { Status: 'Enabled' },
        'get-bucket-lifecycle-configuration': {
          Rules: [
            {
              ID: 'on a day',
              Status: 'Enabled',
              Filter: { Prefix: '' },
              Expiration: { Date: '2027-02-01T00:00:00+00:00' },
            },
          ],
        },
      }),
    );
    expect(await seen()).toMatchObject({
      publicAccess: { blockPublicAcls: true, restrictPublicBuckets: false },
      ownership: 'ObjectWriter',
      encryption: 'aws:kms',
      versioning: 'Enabled',
      lifecycle: ['on a day'],
    });
    for (const Body of ['one', 'two'])
      await s3.send(new PutObjectCommand({ Bucket: NAME, Key: 'a/b', Body }));
    await stored.put(bucket({ 'get-bucket-policy': { Policy: JSON.stringify(POLICY) } }));
    expect(JSON.parse((await seen()).policy ?? '')).toEqual(POLICY);
    await stored.put(bucket({}));
    expect(await seen()).toEqual(NOTHING_SET);
  });

  it('of another account can’t be seen from this one', async () => {
    await stored.put(bucket({}, OTHER));
    const head = s3.send(new HeadBucketCommand({ Bucket: NAME }));
    await expect(head).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    await stored.put([]);
    const gone = s3.send(new HeadBucketCommand({ Bucket: NAME }));
    await expect(gone).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });

  it('are refused by the file that S3 takes no settings of, and the next ones are put', async () => {
    const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'x' } };
    const unfit = { 'get-bucket-encryption': { ServerSideEncryptionConfiguration: { Rules: [rule] } } };
    await expect(stored.put(bucket(unfit))).rejects.toThrow(
      new RegExp(
        `${ACCOUNT}/s3api/get-bucket-encryption/${NAME}.json\\n  S3 takes no such settings: MalformedXML`,
      ),
    );
    await stored.put(bucket({}));
    expect(await seen()).toEqual(NOTHING_SET);
  });
});
