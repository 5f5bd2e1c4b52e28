import { type Case, type Expected, rest } from './permission-cases.ts';

const BUCKET = 'arn:aws:s3:::b';
const OBJECT = 'arn:aws:s3:::b/k/x y';

function bucket(operation: string, line: string, ...actions: readonly string[]): Case {
  return {
    rule: `s3 ${operation}`,
    call: rest('s3', line),
    expected: actions.map((action) => `s3:${action} ${BUCKET}`),
  };
}

function object(operation: string, line: string, ...actions: readonly string[]): Case {
  return {
    rule: `s3 ${operation}`,
    call: rest('s3', line),
    expected: actions.map((action) => `s3:${action} ${OBJECT}`),
  };
}

function withHeaders(
  operation: string,
  line: string,
  headers: Readonly<Record<string, string>>,
  ...expected: readonly Expected[]
): Case {
  return { rule: `s3 ${operation}`, call: rest('s3', line, { headers }), expected };
}

export const S3_CASES: readonly Case[] = [
  { rule: 's3 ListBuckets', call: rest('s3', 'GET /'), expected: ['s3:ListAllMyBuckets *'] },
  bucket('HeadBucket', 'HEAD /b', 'ListBucket'),
  bucket('HeadBucket', 'HEAD /b/', 'ListBucket'),
  {
    rule: 's3 ListObjectsV2',
    call: rest('s3', 'GET /b?list-type=2&prefix=reports/&max-keys=5&delimiter=/'),
    expected: [
      [`s3:ListBucket ${BUCKET}`, { 's3:prefix': ['reports/'], 's3:max-keys': ['5'], 's3:delimiter': ['/'] }],
    ],
  },
  bucket('ListObjects', 'GET /b', 'ListBucket'),
  bucket('ListObjectVersions', 'GET /b?versions', 'ListBucketVersions'),
  bucket('ListMultipartUploads', 'GET /b?uploads', 'ListBucketMultipartUploads'),
  bucket('CreateBucket', 'PUT /b', 'CreateBucket'),
  withHeaders(
    'CreateBucket',
    'PUT /b/',
    {
      'x-amz-object-ownership': 'BucketOwnerEnforced',
      'x-amz-acl': 'private',
      'x-amz-bucket-object-lock-enabled': 'true',
    },
    `s3:CreateBucket ${BUCKET}`,
    `s3:PutBucketAcl ${BUCKET}`,
    `s3:PutBucketOwnershipControls ${BUCKET}`,
    `s3:PutBucketObjectLockConfiguration ${BUCKET}`,
    `s3:PutBucketVersioning ${BUCKET}`,
  ),
  bucket('DeleteBucket', 'DELETE /b', 'DeleteBucket'),
  bucket('GetBucketAccelerateConfiguration', 'GET /b?accelerate', 'GetAccelerateConfiguration'),
  bucket('PutBucketAccelerateConfiguration', 'PUT /b?accelerate', 'PutAccelerateConfiguration'),
  bucket('GetBucketAcl', 'GET /b?acl', 'GetBucketAcl'),
  bucket('PutBucketAcl', 'PUT /b?acl', 'PutBucketAcl'),
  bucket('GetBucketCors', 'GET /b?cors', 'GetBucketCORS'),
  bucket('PutBucketCors', 'PUT /b?cors', 'PutBucketCORS'),
  bucket('DeleteBucketCors', 'DELETE /b?cors', 'PutBucketCORS'),
  bucket('GetBucketEncryption', 'GET /b?encryption=', 'GetEncryptionConfiguration'),
  bucket('PutBucketEncryption', 'PUT /b?encryption', 'PutEncryptionConfiguration'),
  bucket('DeleteBucketEncryption', 'DELETE /b?encryption', 'PutEncryptionConfiguration'),
  bucket('GetBucketLifecycleConfiguration', 'GET /b?lifecycle', 'GetLifecycleConfiguration'),
  bucket('PutBucketLifecycleConfiguration', 'PUT /b?lifecycle', 'PutLifecycleConfiguration'),
  bucket('DeleteBucketLifecycle', 'DELETE /b?lifecycle', 'PutLifecycleConfiguration'),
  bucket('GetBucketLocation', 'GET /b?location', 'GetBucketLocation'),
  bucket('GetBucketLogging', 'GET /b?logging', 'GetBucketLogging'),
  bucket('PutBucketLogging', 'PUT /b?logging', 'PutBucketLogging'),
  bucket('GetBucketNotificationConfiguration', 'GET /b?notification', 'GetBucketNotification'),
  bucket('PutBucketNotificationConfiguration', 'PUT /b?notification', 'PutBucketNotification'),
  bucket('GetObjectLockConfiguration', 'GET /b?object-lock', 'GetBucketObjectLockConfiguration'),
  bucket('PutObjectLockConfiguration', 'PUT /b?object-lock', 'PutBucketObjectLockConfiguration'),
  bucket('GetBucketOwnershipControls', 'GET /b?ownershipControls', 'GetBucketOwnershipControls'),
  bucket('PutBucketOwnershipControls', 'PUT /b?ownershipControls', 'PutBucketOwnershipControls'),
  bucket('DeleteBucketOwnershipControls', 'DELETE /b?ownershipControls', 'PutBucketOwnershipControls'),
  bucket('GetBucketPolicy', 'GET /b?policy', 'GetBucketPolicy'),
  bucket('PutBucketPolicy', 'PUT /b?policy', 'PutBucketPolicy'),
  bucket('DeleteBucketPolicy', 'DELETE /b?policy', 'DeleteBucketPolicy'),
  bucket('GetBucketPolicyStatus', 'GET /b?policyStatus', 'GetBucketPolicyStatus'),
  bucket('GetPublicAccessBlock', 'GET /b?publicAccessBlock', 'GetBucketPublicAccessBlock'),
  bucket('PutPublicAccessBlock', 'PUT /b?publicAccessBlock', 'PutBucketPublicAccessBlock'),
  bucket('DeletePublicAccessBlock', 'DELETE /b?publicAccessBlock', 'PutBucketPublicAccessBlock'),
  bucket('GetBucketReplication', 'GET /b?replication', 'GetReplicationConfiguration'),
  bucket('PutBucketReplication', 'PUT /b?replication', 'PutReplicationConfiguration'),
  bucket('DeleteBucketReplication', 'DELETE /b?replication', 'PutReplicationConfiguration'),
  bucket('GetBucketRequestPayment', 'GET /b?requestPayment', 'GetBucketRequestPayment'),
  bucket('PutBucketRequestPayment', 'PUT /b?requestPayment', 'PutBucketRequestPayment'),
  bucket('GetBucketTagging', 'GET /b?tagging', 'GetBucketTagging'),
  bucket('PutBucketTagging', 'PUT /b?tagging', 'PutBucketTagging'),
  bucket('DeleteBucketTagging', 'DELETE /b?tagging', 'PutBucketTagging'),
  bucket('GetBucketVersioning', 'GET /b?versioning', 'GetBucketVersioning'),
  bucket('PutBucketVersioning', 'PUT /b?versioning', 'PutBucketVersioning'),
  object('GetObject', 'GET /b/k/x%20y?x-id=GetObject', 'GetObject'),
  object('GetObject', 'GET /b/k/x%20y?versionId=1', 'GetObjectVersion'),
  object('HeadObject', 'HEAD /b/k/x%20y', 'GetObject'),
  object('GetObjectAttributes', 'GET /b/k/x%20y?attributes', 'GetObject', 'GetObjectAttributes'),
  object('PutObject', 'PUT /b/k/x%20y', 'PutObject'),
  withHeaders('PutObject', 'PUT /b/k/x%20y', { 'x-amz-server-side-encryption': 'aws:kms' }, [
    `s3:PutObject ${OBJECT}`,
    { 's3:x-amz-server-side-encryption': ['aws:kms'] },
  ]),
  withHeaders(
    'PutObject',
    'PUT /b/k/x%20y',
    {
      'x-amz-tagging': 'a=b',
      'x-amz-acl': 'private',
      'x-amz-object-lock-mode': 'GOVERNANCE',
      'x-amz-object-lock-legal-hold': 'ON',
    },
    `s3:PutObject ${OBJECT}`,
    `s3:PutObjectTagging ${OBJECT}`,
    `s3:PutObjectAcl ${OBJECT}`,
    `s3:PutObjectRetention ${OBJECT}`,
    `s3:PutObjectLegalHold ${OBJECT}`,
  ),
  withHeaders(
    'CopyObject',
    'PUT /b/k/x%20y',
    { 'x-amz-copy-source': '/from/a%2Fb' },
    's3:GetObject arn:aws:s3:::from/a/b',
    `s3:PutObject ${OBJECT}`,
  ),
  withHeaders(
    'UploadPartCopy',
    'PUT /b/k/x%20y?uploadId=1&partNumber=1',
    { 'x-amz-copy-source': 'from/a?versionId=3' },
    's3:GetObjectVersion arn:aws:s3:::from/a',
    `s3:PutObject ${OBJECT}`,
  ),
  object('CreateMultipartUpload', 'POST /b/k/x%20y?uploads', 'PutObject'),
  object('UploadPart', 'PUT /b/k/x%20y?uploadId=1&partNumber=1', 'PutObject'),
  object('CompleteMultipartUpload', 'POST /b/k/x%20y?uploadId=1', 'PutObject'),
  object('AbortMultipartUpload', 'DELETE /b/k/x%20y?uploadId=1', 'AbortMultipartUpload'),
  object('ListParts', 'GET /b/k/x%20y?uploadId=1', 'ListMultipartUploadParts'),
  object('DeleteObject', 'DELETE /b/k/x%20y', 'DeleteObject'),
  object('DeleteObject', 'DELETE /b/k/x%20y?versionId=1', 'DeleteObjectVersion'),
  {
    rule: 's3 DeleteObjects',
    call: rest('s3', 'POST /b?delete', {
      body: '<Delete><Object><Key>a</Key></Object><Object><Key>1</Key><VersionId>2</VersionId></Object></Delete>',
    }),
    expected: [`s3:DeleteObject ${BUCKET}/a`, `s3:DeleteObjectVersion ${BUCKET}/1`],
  },
  object('GetObjectAcl', 'GET /b/k/x%20y?acl', 'GetObjectAcl'),
  object('PutObjectAcl', 'PUT /b/k/x%20y?acl&versionId=1', 'PutObjectVersionAcl'),
  object('GetObjectTagging', 'GET /b/k/x%20y?tagging', 'GetObjectTagging'),
  object('PutObjectTagging', 'PUT /b/k/x%20y?tagging', 'PutObjectTagging'),
  object('DeleteObjectTagging', 'DELETE /b/k/x%20y?tagging&versionId=1', 'DeleteObjectVersionTagging'),
  object('GetObjectLegalHold', 'GET /b/k/x%20y?legal-hold', 'GetObjectLegalHold'),
  object('PutObjectLegalHold', 'PUT /b/k/x%20y?legal-hold', 'PutObjectLegalHold'),
  object('GetObjectRetention', 'GET /b/k/x%20y?retention', 'GetObjectRetention'),
  object('PutObjectRetention', 'PUT /b/k/x%20y?retention', 'PutObjectRetention'),
];
