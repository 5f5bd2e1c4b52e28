/** Who signed, and for which service. The signature itself is the emulator's to check. */
export interface Credential {
  readonly accessKeyId: string;
  /** Empty for SigV4A, whose scope has none. */
  readonly region: string;
  readonly service: string;
}

export type CredentialResult =
  | { readonly kind: 'signed'; readonly credential: Credential }
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'malformed'; readonly seen: string };

const SCHEME = /^AWS4-(HMAC-SHA256|ECDSA-P256-SHA256)\s/;

/** Reads the credential scope from the Authorization header or, for a presigned URL, from the query. */
export function readCredential(authorization: string, query: URLSearchParams): CredentialResult {
  const presigned = query.get('X-Amz-Credential');
  if (authorization === '' && presigned === null) return { kind: 'unsigned' };
  if (authorization === '') return fromScope(presigned ?? '');
  if (!SCHEME.test(authorization)) return { kind: 'malformed', seen: authorization.slice(0, 60) };
  return fromScope(/[\s,]Credential=([^,\s]+)/.exec(authorization)?.[1] ?? '');
}

function fromScope(scope: string): CredentialResult {
  const parts = scope.split('/');
  const [accessKeyId = '', date = ''] = parts;
  // SigV4A leaves the region out of the scope.
  const [region = '', service = '', end = ''] = parts.length === 4 ? ['', ...parts.slice(2)] : parts.slice(2);
  const whole = parts.length <= 5 && accessKeyId !== '' && service !== '';
  if (!whole || !/^\d{8}$/.test(date) || end !== 'aws4_request') return { kind: 'malformed', seen: scope };
  return { kind: 'signed', credential: { accessKeyId, region, service } };
}

/** The SDK's app id (`AWS_SDK_UA_APP_ID`), which every SDK appends to its User-Agent as `app/…`. */
export function readAppId(userAgent: string): string {
  return /(?:^|\s)app\/(\S+)/.exec(userAgent)?.[1] ?? '';
}
