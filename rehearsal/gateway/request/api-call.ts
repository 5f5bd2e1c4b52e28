import { cbor } from '@smithy/core/cbor';
import { parseQuery } from '../protocol/aws-query.ts';
import type { ApiCall, Protocol, ServiceRequest } from '../protocol/types.ts';
import { type Credential, readAppId } from './credential.ts';
import { restOperation } from './rest-operations.ts';
import { s3Operation } from './s3-operations.ts';

/** The wire that the request speaks, from its headers alone (the body may not have been read). */
export function protocolOf(
  service: string,
  headers: Readonly<Record<string, string>>,
  path: string,
  query: URLSearchParams,
): Protocol {
  if (headers['smithy-protocol'] === 'rpc-v2-cbor' || /^\/service\/[^/]+\/operation\//.test(path)) {
    return 'rpcv2Cbor';
  }
  if (headers['x-amz-target'] !== undefined) return 'awsJson';
  if (service === 's3' || service === 'route53') return 'restXml';
  // A form there is Prometheus' own.
  if (service === 'aps') return 'restJson';
  const form = (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  if (!form && !query.has('Action')) return 'restJson';
  return service === 'ec2' ? 'ec2Query' : 'awsQuery';
}

/**
 * True when the call can only be understood with its body. An object on its way to S3 is none of them: it passes
 * through without being held.
 */
export function needsBody(service: string, protocol: Protocol, query: URLSearchParams): boolean {
  return service === 's3' ? query.has('delete') : protocol !== 'restJson' || service === 'scheduler';
}

/** The request is not what its protocol says it is. */
export class MalformedRequest extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'MalformedRequest';
  }
}

/** Understands the request as an API call; throws `MalformedRequest`. */
export function readApiCall(request: ServiceRequest, credential: Credential, account: string): ApiCall {
  const { service, accessKeyId } = credential;
  const protocol = protocolOf(service, request.headers, request.path, request.query);
  try {
    // A path that cannot be decoded names no resource.
    decodeURIComponent(request.path);
    return {
      ...request,
      service,
      accessKeyId,
      account,
      protocol,
      appId: readAppId(request.headers['user-agent'] ?? ''),
      ...operationAndInput(service, protocol, request),
    };
  } catch (error) {
    throw new MalformedRequest(
      `this ${service} request cannot be read as ${protocol}: ${error instanceof Error ? error.message : error}`,
      error,
    );
  }
}

type Understood = Pick<ApiCall, 'operation' | 'input'>;

function operationAndInput(service: string, protocol: Protocol, request: ServiceRequest): Understood {
  const { method, path, query, headers, body } = request;
  switch (protocol) {
    case 'awsJson':
      return { operation: headers['x-amz-target']?.split('.').at(-1) ?? '', input: jsonObject(body) };
    case 'rpcv2Cbor':
      return { operation: /\/operation\/([^/?]+)$/.exec(path)?.[1] ?? '', input: cborObject(body) };
    case 'awsQuery':
    case 'ec2Query': {
      const parameters = new URLSearchParams([...query, ...new URLSearchParams(body.toString('utf8'))]);
      return { operation: parameters.get('Action') ?? '', input: parseQuery(parameters) };
    }
    case 'restXml':
    case 'restJson':
      return {
        operation:
          service === 's3' ? s3Operation(method, path, query, headers) : restOperation(service, method, path),
        input: service === 'scheduler' ? jsonObject(body) : {},
      };
  }
}

function jsonObject(body: Buffer): Readonly<Record<string, unknown>> {
  return body.length === 0 ? {} : asObject(JSON.parse(body.toString('utf8')));
}

function cborObject(body: Buffer): Readonly<Record<string, unknown>> {
  return body.length === 0 ? {} : asObject(cbor.deserialize(body));
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SyntaxError(`the body is ${Array.isArray(value) ? 'a list' : typeof value}, not a structure`);
  }
  return value as Readonly<Record<string, unknown>>;
}
