import { randomUUID } from 'node:crypto';
import { cbor } from '@smithy/core/cbor';
import { toXml } from './aws-query.ts';
import type { Protocol, ServiceResponse } from './types.ts';

/** An error as an AWS service gives it, whatever the wire. */
export interface ApiError {
  readonly code: string;
  /** Name of the error's shape in the service's model, where the JSON wire has that in place of the code. */
  readonly shape?: string;
  readonly message: string;
  /** HTTP status. */
  readonly status: number;
}

interface Addressee {
  readonly service: string;
  readonly protocol: Protocol;
  readonly method: string;
}

/** Writes an error in the form that the caller's SDK reads as this service's own. */
export function errorAnswer(to: Addressee, error: ApiError): ServiceResponse {
  const requestId = randomUUID();
  const answer = form(to, error, requestId);
  // An answer to HEAD has no body; the SDK takes the status alone.
  return to.method === 'HEAD' ? { ...answer, body: '' } : answer;
}

function form(to: Addressee, error: ApiError, requestId: string): ServiceResponse {
  const { code, shape = code, message, status } = error;
  const headers = { 'x-amzn-requestid': requestId };
  const fault = status < 500 ? 'Sender' : 'Receiver';
  switch (to.protocol) {
    case 'awsJson':
      return {
        status,
        headers: {
          ...headers,
          'content-type': 'application/x-amz-json-1.0',
          'x-amzn-query-error': `${code};${fault}`,
        },
        body: JSON.stringify({ __type: shape, message }),
      };
    case 'restJson':
      return {
        status,
        headers: { ...headers, 'content-type': 'application/json', 'x-amzn-errortype': shape },
        body: JSON.stringify({ __type: shape, message }),
      };
    case 'rpcv2Cbor':
      return {
        status,
        headers: {
          ...headers,
          'content-type': 'application/cbor',
          'smithy-protocol': 'rpc-v2-cbor',
          'x-amzn-query-error': `${code};${fault}`,
        },
        body: cbor.serialize({ __type: shape, message }),
      };
    case 'awsQuery':
    case 'ec2Query':
    case 'restXml':
      return {
        status,
        headers: { ...headers, 'content-type': 'text/xml' },
        body: xmlBody(to, error, requestId),
      };
  }
}

function xmlBody(to: Addressee, { code, message, status }: ApiError, requestId: string): string {
  const head = '<?xml version="1.0" encoding="UTF-8"?>';
  if (to.service === 's3') {
    return head + toXml('Error', { Code: code, Message: message, RequestId: requestId });
  }
  if (to.protocol === 'ec2Query') {
    const Errors = { Error: { Code: code, Message: message } };
    return head + toXml('Response', { Errors, RequestID: requestId });
  }
  const Type = status < 500 ? 'Sender' : 'Receiver';
  return (
    head + toXml('ErrorResponse', { Error: { Type, Code: code, Message: message }, RequestId: requestId })
  );
}

/** Reads the error code out of an answer, whoever wrote it; '' when it names none. */
export function errorCodeOf(headers: Readonly<Record<string, unknown>>, body: Buffer): string {
  const named = headers['x-amzn-query-error'] ?? headers['x-amzn-errortype'];
  if (typeof named === 'string') return bare(named);
  if (String(headers['content-type']).includes('cbor')) return cborCode(body);
  const text = body.toString('utf8');
  return bare(
    /"(?:__type|code|Code)"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? /<Code>([^<]+)</.exec(text)?.[1] ?? '',
  );
}

function cborCode(body: Buffer): string {
  try {
    const value: unknown = cbor.deserialize(body);
    const type = typeof value === 'object' && value !== null && '__type' in value ? value.__type : '';
    return bare(String(type));
  } catch {
    // The code is a convenience of the record; an answer that isn't CBOR simply names none.
    return '';
  }
}

/** `com.amazon.coral#AccessDenied:http://…` and `AccessDenied;Sender` both mean `AccessDenied`. */
function bare(code: string): string {
  return code.replace(/^.*#/, '').replace(/[;:].*$/, '');
}
