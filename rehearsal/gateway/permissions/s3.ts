import type { ApiCall, ConditionContext, Permission } from '../protocol/types.ts';
import { s3Target } from '../request/s3-operations.ts';
import { CannotJudge, permission, type Rule, type ServiceRules } from './rules.ts';

/** Headers that are condition keys of the same name. */
const HEADER_KEYS = ['x-amz-server-side-encryption', 'x-amz-object-ownership'];

/** Headers that make a call need further actions, none of which a function uses. */
const UNJUDGED_HEADERS = /^x-amz-(?:acl|grant-.*|tagging|.*object-lock-.*)$/;

/**
 * From operation to action. Names differ more than anywhere else: GetBucketEncryption needs
 * s3:GetEncryptionConfiguration, HeadBucket needs s3:ListBucket. Source: S3, "Required permissions for API operations".
 */
export const S3_RULES: ServiceRules = {
  HeadBucket: bucket('s3:ListBucket'),
  ListObjectsV2: list,
  CreateBucket: createBucket,
  GetBucketEncryption: bucket('s3:GetEncryptionConfiguration'),
  PutBucketEncryption: bucket('s3:PutEncryptionConfiguration'),
  GetBucketLocation: bucket('s3:GetBucketLocation'),
  GetBucketLifecycleConfiguration: bucket('s3:GetLifecycleConfiguration'),
  GetBucketOwnershipControls: bucket('s3:GetBucketOwnershipControls'),
  PutBucketOwnershipControls: bucket('s3:PutBucketOwnershipControls'),
  GetBucketPolicy: bucket('s3:GetBucketPolicy'),
  PutBucketPolicy: bucket('s3:PutBucketPolicy'),
  GetPublicAccessBlock: bucket('s3:GetBucketPublicAccessBlock'),
  PutPublicAccessBlock: bucket('s3:PutBucketPublicAccessBlock'),
  GetBucketVersioning: bucket('s3:GetBucketVersioning'),
  PutBucketVersioning: bucket('s3:PutBucketVersioning'),
  GetObject: object('s3:GetObject'),
  PutObject: object('s3:PutObject'),
};

function bucket(action: string): Rule {
  return (call) => [permission(action, bucketArn(call), headerContext(call))];
}

function object(action: string): Rule {
  return (call) => {
    const { bucket: name, key } = s3Target(call.path);
    return [permission(action, `arn:aws:s3:::${name}/${key}`, headerContext(call))];
  };
}

/** Source: S3's actions, resources and condition keys: `s3:prefix`, `s3:delimiter`, `s3:max-keys`. */
function list(call: ApiCall): Permission[] {
  const given = ['prefix', 'delimiter', 'max-keys'].flatMap((name) => {
    const value = call.query.get(name);
    return value === null ? [] : [[`s3:${name}`, [value]] as const];
  });
  const context = { ...headerContext(call), ...Object.fromEntries(given) };
  return [permission('s3:ListBucket', bucketArn(call), context)];
}

function createBucket(call: ApiCall): Permission[] {
  const owned = call.headers['x-amz-object-ownership'] !== undefined;
  const actions = ['s3:CreateBucket', ...(owned ? ['s3:PutBucketOwnershipControls'] : [])];
  return actions.map((action) => permission(action, bucketArn(call), headerContext(call)));
}

function bucketArn(call: ApiCall): string {
  return `arn:aws:s3:::${s3Target(call.path).bucket}`;
}

/** The condition keys that the request has a value for. */
function headerContext({ headers, operation }: ApiCall): ConditionContext {
  const unjudged = Object.keys(headers).find((name) => UNJUDGED_HEADERS.test(name));
  if (unjudged) throw new CannotJudge(`${operation} with ${unjudged}`);
  const given = HEADER_KEYS.flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [[`s3:${name}`, [value]] as const];
  });
  return Object.fromEntries(given);
}
