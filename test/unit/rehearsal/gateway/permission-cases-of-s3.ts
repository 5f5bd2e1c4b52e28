import { type Case, rest } from './permission-cases.ts';

const BUCKET = 'arn:aws:s3:::b';
const OBJECT = 'arn:aws:s3:::b/k/x y';

function bucket(operation: string, line: string, action: string): Case {
  return { rule: `s3 ${operation}`, call: rest('s3', line), expected: [`s3:${action} ${BUCKET}`] };
}

export const S3_CASES: readonly Case[] = [
  bucket('HeadBucket', 'HEAD /b', 'ListBucket'),
  bucket('HeadBucket', 'HEAD /b/', 'ListBucket'),
  {
    rule: 's3 ListObjectsV2',
    call: rest('s3', 'GET /b?list-type=2&prefix=k%2F&max-keys=10&start-after=k%2Fa&x-id=ListObjectsV2'),
    expected: [[`s3:ListBucket ${BUCKET}`, { 's3:prefix': ['k/'], 's3:max-keys': ['10'] }]],
  },
  bucket('ListObjectsV2', 'GET /b/?list-type=2&continuation-token=t', 'ListBucket'),
  bucket('CreateBucket', 'PUT /b', 'CreateBucket'),
  {
    rule: 's3 CreateBucket',
    call: rest('s3', 'PUT /b/', { headers: { 'x-amz-object-ownership': 'BucketOwnerEnforced' } }),
    expected: [
      [`s3:CreateBucket ${BUCKET}`, { 's3:x-amz-object-ownership': ['BucketOwnerEnforced'] }],
      `s3:PutBucketOwnershipControls ${BUCKET}`,
    ],
  },
  bucket('GetBucketEncryption', 'GET /b?encryption=', 'GetEncryptionConfiguration'),
  bucket('PutBucketEncryption', 'PUT /b?encryption', 'PutEncryptionConfiguration'),
  bucket('GetBucketLifecycleConfiguration', 'GET /b?lifecycle', 'GetLifecycleConfiguration'),
  bucket('GetBucketOwnershipControls', 'GET /b?ownershipControls', 'GetBucketOwnershipControls'),
  bucket('PutBucketOwnershipControls', 'PUT /b?ownershipControls', 'PutBucketOwnershipControls'),
  bucket('GetBucketPolicy', 'GET /b?policy', 'GetBucketPolicy'),
  bucket('PutBucketPolicy', 'PUT /b?policy', 'PutBucketPolicy'),
  bucket('GetPublicAccessBlock', 'GET /b?publicAccessBlock', 'GetBucketPublicAccessBlock'),
  bucket('PutPublicAccessBlock', 'PUT /b?publicAccessBlock', 'PutBucketPublicAccessBlock'),
  bucket('GetBucketVersioning', 'GET /b?versioning', 'GetBucketVersioning'),
  bucket('GetBucketLocation', 'GET /b?location', 'GetBucketLocation'),
  bucket('PutBucketVersioning', 'PUT /b?versioning', 'PutBucketVersioning'),
  {
    rule: 's3 GetObject',
    call: rest('s3', 'GET /b/k/x%20y?x-id=GetObject'),
    expected: [`s3:GetObject ${OBJECT}`],
  },
  {
    rule: 's3 PutObject',
    call: rest('s3', 'PUT /b/k/x%20y', { headers: { 'x-amz-server-side-encryption': 'aws:kms' } }),
    expected: [[`s3:PutObject ${OBJECT}`, { 's3:x-amz-server-side-encryption': ['aws:kms'] }]],
  },
];

/** Calls that are not those above, however much they look like them. */
export const UNKNOWN_TO_S3: readonly string[] = [
  'GET /',
  'GET /b',
  'GET /b?list-type=1',
  'GET /b?list-type=2&acl',
  'GET /b/k?list-type=2',
  'GET /b?website',
  'DELETE /b?policy',
  'PUT /b?versioning&acl',
  'DELETE /b/k',
  'HEAD /b/k',
  'GET /b/k?versionId=1',
  'PUT /b/k?partNumber=1&uploadId=1',
  'POST /b?delete',
  'GET /b?constructor',
];
