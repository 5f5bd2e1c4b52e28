import { XMLParser } from 'fast-xml-parser';
import type { ApiCall, ConditionContext, Permission } from '../protocol/types.ts';
import { s3Target } from '../request/s3-operations.ts';
import {
  CannotJudge,
  isStructure,
  onAnything,
  permission,
  type Rule,
  type ServiceRules,
  xmlOf,
} from './rules.ts';

const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'Object' });

/** Headers that are condition keys of the same name. */
const HEADER_KEYS = [
  'x-amz-acl',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-storage-class',
  'x-amz-copy-source',
  'x-amz-object-ownership',
];

/**
 * From operation to action. Names differ more than anywhere else: GetBucketEncryption needs
 * s3:GetEncryptionConfiguration, HeadBucket needs s3:ListBucket. Source: S3, "Required permissions for API operations".
 */
export const S3_RULES: ServiceRules = {
  ListBuckets: onAnything('s3:ListAllMyBuckets'),
  HeadBucket: bucket('s3:ListBucket'),
  ListObjects: bucket('s3:ListBucket'),
  ListObjectsV2: bucket('s3:ListBucket'),
  ListObjectVersions: bucket('s3:ListBucketVersions'),
  ListMultipartUploads: bucket('s3:ListBucketMultipartUploads'),
  CreateBucket: createBucket,
  DeleteBucket: bucket('s3:DeleteBucket'),
  ...bucketSetting('s3:*AccelerateConfiguration', 'BucketAccelerateConfiguration'),
  ...bucketSetting('s3:*BucketAcl', 'BucketAcl'),
  ...deletableSetting('s3:*BucketCORS', 'BucketCors'),
  ...deletableSetting('s3:*EncryptionConfiguration', 'BucketEncryption'),
  ...bucketSetting('s3:*LifecycleConfiguration', 'BucketLifecycleConfiguration'),
  DeleteBucketLifecycle: bucket('s3:PutLifecycleConfiguration'),
  ...bucketSetting('s3:*BucketLogging', 'BucketLogging'),
  ...bucketSetting('s3:*BucketNotification', 'BucketNotificationConfiguration'),
  ...bucketSetting('s3:*BucketObjectLockConfiguration', 'ObjectLockConfiguration'),
  ...deletableSetting('s3:*BucketOwnershipControls', 'BucketOwnershipControls'),
  ...deletableSetting('s3:*BucketPublicAccessBlock', 'PublicAccessBlock'),
  ...deletableSetting('s3:*ReplicationConfiguration', 'BucketReplication'),
  ...bucketSetting('s3:*BucketRequestPayment', 'BucketRequestPayment'),
  ...deletableSetting('s3:*BucketTagging', 'BucketTagging'),
  ...bucketSetting('s3:*BucketVersioning', 'BucketVersioning'),
  GetBucketLocation: bucket('s3:GetBucketLocation'),
  GetBucketPolicy: bucket('s3:GetBucketPolicy'),
  PutBucketPolicy: bucket('s3:PutBucketPolicy'),
  DeleteBucketPolicy: bucket('s3:DeleteBucketPolicy'),
  GetBucketPolicyStatus: bucket('s3:GetBucketPolicyStatus'),
  GetObject: object('s3:GetObject'),
  HeadObject: object('s3:GetObject'),
  GetObjectAttributes: (call) => [
    ...onObject(call, 's3:GetObject'),
    ...onObject(call, 's3:GetObjectAttributes'),
  ],
  PutObject: putObject,
  CopyObject: copy,
  UploadPartCopy: copy,
  CreateMultipartUpload: putObject,
  UploadPart: object('s3:PutObject'),
  CompleteMultipartUpload: object('s3:PutObject'),
  AbortMultipartUpload: object('s3:AbortMultipartUpload'),
  ListParts: object('s3:ListMultipartUploadParts'),
  DeleteObject: object('s3:DeleteObject'),
  DeleteObjects: deleteObjects,
  GetObjectAcl: object('s3:GetObjectAcl'),
  PutObjectAcl: object('s3:PutObjectAcl'),
  GetObjectTagging: object('s3:GetObjectTagging'),
  PutObjectTagging: object('s3:PutObjectTagging'),
  DeleteObjectTagging: object('s3:DeleteObjectTagging'),
  GetObjectLegalHold: object('s3:GetObjectLegalHold'),
  PutObjectLegalHold: object('s3:PutObjectLegalHold'),
  GetObjectRetention: object('s3:GetObjectRetention'),
  PutObjectRetention: object('s3:PutObjectRetention'),
};

/** Get and Put of one setting. */
function bucketSetting(action: string, operation: string): ServiceRules {
  return {
    [`Get${operation}`]: bucket(action.replace('*', 'Get')),
    [`Put${operation}`]: bucket(action.replace('*', 'Put')),
  };
}

/** The same for one that can be deleted, which needs the action of putting it. */
function deletableSetting(action: string, operation: string): ServiceRules {
  return {
    ...bucketSetting(action, operation),
    [`Delete${operation}`]: bucket(action.replace('*', 'Put')),
  };
}

function bucket(action: string): Rule {
  return (call) => [permission(action, bucketArn(call), bucketContext(call))];
}

function object(action: string): Rule {
  return (call) => onObject(call, action);
}

function bucketArn(call: ApiCall): string {
  return `arn:aws:s3:::${s3Target(call.path).bucket}`;
}

function onObject(call: ApiCall, action: string): Permission[] {
  const { bucket: name, key } = s3Target(call.path);
  return [permission(versioned(call, action), `arn:aws:s3:::${name}/${key}`, headerContext(call))];
}

/** An operation on a named version has an action of its own. */
function versioned(call: ApiCall, action: string): string {
  if (!call.query.has('versionId')) return action;
  return /^s3:(Get|Delete|Put)Object(|Acl|Tagging|Attributes)$/.test(action)
    ? action.replace('Object', 'ObjectVersion')
    : action;
}

function headerContext(call: ApiCall): ConditionContext {
  return given(HEADER_KEYS.map((name) => [`s3:${name}`, call.headers[name]]));
}

function bucketContext(call: ApiCall): ConditionContext {
  const fromQuery = ['prefix', 'delimiter', 'max-keys'].map(
    (name) => [`s3:${name}`, call.query.get(name)] as const,
  );
  return { ...headerContext(call), ...given(fromQuery) };
}

/** The keys that the request has a value for. */
function given(
  pairs: readonly (readonly [key: string, value: string | null | undefined])[],
): ConditionContext {
  return Object.fromEntries(pairs.flatMap(([key, value]) => (value == null ? [] : [[key, [value]]])));
}

function createBucket(call: ApiCall): Permission[] {
  const { headers } = call;
  const also = [
    ...(headers['x-amz-acl'] === undefined ? [] : ['s3:PutBucketAcl']),
    ...(headers['x-amz-object-ownership'] === undefined ? [] : ['s3:PutBucketOwnershipControls']),
    ...(headers['x-amz-bucket-object-lock-enabled'] === 'true'
      ? ['s3:PutBucketObjectLockConfiguration', 's3:PutBucketVersioning']
      : []),
  ];
  return ['s3:CreateBucket', ...also].map((action) =>
    permission(action, bucketArn(call), bucketContext(call)),
  );
}

function putObject(call: ApiCall): Permission[] {
  const { headers } = call;
  const also = [
    ...(headers['x-amz-tagging'] === undefined ? [] : ['s3:PutObjectTagging']),
    ...(headers['x-amz-acl'] === undefined ? [] : ['s3:PutObjectAcl']),
    ...(headers['x-amz-object-lock-mode'] === undefined ? [] : ['s3:PutObjectRetention']),
    ...(headers['x-amz-object-lock-legal-hold'] === undefined ? [] : ['s3:PutObjectLegalHold']),
  ];
  return ['s3:PutObject', ...also].flatMap((action) => onObject(call, action));
}

function copy(call: ApiCall): Permission[] {
  const [source = '', versionId] = (call.headers['x-amz-copy-source'] ?? '').split('?versionId=');
  const from = s3Target(source);
  const action = versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  return [permission(action, `arn:aws:s3:::${from.bucket}/${from.key}`), ...putObject(call)];
}

function deleteObjects(call: ApiCall): Permission[] {
  const root = xmlOf(call, parser, 'the list of DeleteObjects');
  const request = isStructure(root) ? root.Delete : undefined;
  const objects = isStructure(request) ? request.Object : undefined;
  if (!Array.isArray(objects)) throw new CannotJudge('DeleteObjects without an Object');
  const name = s3Target(call.path).bucket;
  return objects.map((item: unknown) => {
    const { Key: key, VersionId: version } = isStructure(item) ? item : {};
    if (typeof key !== 'string') throw new CannotJudge('DeleteObjects: an Object without Key');
    const action = version === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
    return permission(action, `arn:aws:s3:::${name}/${key}`);
  });
}
