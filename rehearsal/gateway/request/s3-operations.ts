/**
 * S3's operations from method, path and query (path style: the gateway's address is an IP, so no SDK puts the
 * bucket into the host name): those that the deployed functions use. Source: the S3 API reference. What is not
 * listed has no name here, so no function may do it.
 */

/** By sub-resource of the query; '' is the bucket itself. */
const ON_BUCKETS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '': { HEAD: 'HeadBucket', PUT: 'CreateBucket' },
  encryption: { GET: 'GetBucketEncryption', PUT: 'PutBucketEncryption' },
  location: { GET: 'GetBucketLocation' },
  lifecycle: { GET: 'GetBucketLifecycleConfiguration' },
  ownershipControls: { GET: 'GetBucketOwnershipControls', PUT: 'PutBucketOwnershipControls' },
  policy: { GET: 'GetBucketPolicy', PUT: 'PutBucketPolicy' },
  publicAccessBlock: { GET: 'GetPublicAccessBlock', PUT: 'PutPublicAccessBlock' },
  versioning: { GET: 'GetBucketVersioning', PUT: 'PutBucketVersioning' },
};

/** What a list may be told beside that it is one. */
const LIST_PARAMETERS = ['prefix', 'start-after', 'max-keys', 'delimiter', 'continuation-token'];

const ON_OBJECTS: typeof ON_BUCKETS = { '': { GET: 'GetObject', PUT: 'PutObject' } };

export interface S3Target {
  readonly bucket: string;
  /** Decoded; '' for the bucket itself. */
  readonly key: string;
}

/** Throws `URIError` when the path is not properly percent-encoded. */
export function s3Target(path: string): S3Target {
  const [bucket = '', ...key] = path.replace(/^\//, '').split('/');
  return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(key.join('/')) };
}

/** The operation's name in the SDK, or '' when this is none that the gateway knows. */
export function s3Operation(
  method: string,
  path: string,
  query: URLSearchParams,
  headers: Readonly<Record<string, string>>,
): string {
  const { bucket, key } = s3Target(path);
  // A copy is a PUT that names its source in a header.
  if (bucket === '' || headers['x-amz-copy-source'] !== undefined) return '';
  const isList = key === '' && method === 'GET' && query.get('list-type') === '2';
  if (isList) return hasOnly(query, ['list-type', 'x-id', ...LIST_PARAMETERS]) ? 'ListObjectsV2' : '';
  // `x-id` only repeats the operation's name. With any other parameter that is not known it is another operation.
  const [subresource = '', ...more] = [...query.keys()].filter((name) => name !== 'x-id');
  const table = key === '' ? ON_BUCKETS : ON_OBJECTS;
  if (more.length > 0 || !Object.hasOwn(table, subresource)) return '';
  return table[subresource]?.[method] ?? '';
}

function hasOnly(query: URLSearchParams, names: readonly string[]): boolean {
  return [...query.keys()].every((name) => names.includes(name));
}
