import type { ApiCall, Permission } from '../../../../rehearsal/gateway/protocol/types.ts';
import { readApiCall } from '../../../../rehearsal/gateway/request/api-call.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'us-west-1';

/** `action resource`, or with the condition keys that matter beside them. */
export type Expected =
  | string
  | readonly [needed: string, context: Readonly<Record<string, readonly string[]>>];

export interface Case {
  /** Covers this rule: `service operation`. */
  readonly rule: string;
  readonly call: ApiCall;
  readonly expected: readonly Expected[];
}

interface Wire {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A REST call: `GET /bucket?versioning`. */
export function rest(service: string, line: string, wire: Wire = {}): ApiCall {
  const [method = 'GET', target = '/'] = line.split(' ');
  return read(service, target, { method, ...wire });
}

export function json(service: string, operation: string, input: object): ApiCall {
  return read(service, '/', {
    method: 'POST',
    headers: { 'x-amz-target': `Target.${operation}` },
    body: JSON.stringify(input),
  });
}

export function query(
  service: string,
  operation: string,
  parameters: Readonly<Record<string, string>>,
): ApiCall {
  return read(service, '/', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: new URLSearchParams({ Action: operation, ...parameters }).toString(),
  });
}

function read(service: string, target: string, { method = 'GET', headers = {}, body = '' }: Wire): ApiCall {
  const [path = '/', search = ''] = target.split('?');
  return readApiCall(
    {
      method,
      path,
      query: new URLSearchParams(search),
      headers,
      body: Buffer.from(body),
      region: REGION,
    },
    { accessKeyId: 'KEY', region: REGION, service },
    ACCOUNT,
  );
}

/** The permissions as a case writes them: with those condition keys that the case looks at. */
export function asExpected(
  permissions: readonly Permission[],
  expected: readonly Expected[],
): readonly Expected[] {
  return permissions.map(({ action, resource, context }, index) => {
    const wanted = expected[index];
    if (wanted === undefined || typeof wanted === 'string') return `${action} ${resource}`;
    const own = Object.entries(context).filter(([key]) => !key.startsWith('aws:'));
    return [`${action} ${resource}`, Object.fromEntries(own)];
  });
}

export function onJson(
  service: string,
  operation: string,
  input: object,
  ...expected: readonly Expected[]
): Case {
  return { rule: `${service} ${operation}`, call: json(service, operation, input), expected };
}

export function onQuery(
  service: string,
  operation: string,
  parameters: Readonly<Record<string, string>>,
  ...expected: readonly Expected[]
): Case {
  return { rule: `${service} ${operation}`, call: query(service, operation, parameters), expected };
}
