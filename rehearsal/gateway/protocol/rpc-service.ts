import { randomUUID } from 'node:crypto';
import { cbor, dateToTag } from '@smithy/core/cbor';
import { ec2Answer, queryAnswer, XmlList, type XmlValue } from './aws-query.ts';
import { type ApiError, errorAnswer } from './errors.ts';
import type { ApiCall, ServiceHandler, ServiceResponse } from './types.ts';

/** What an operation refuses; it becomes an error answer of the service. */
export class ServiceFault extends Error implements ApiError {
  readonly code: string;
  readonly shape: string;
  readonly status: number;

  /** @param shape the error's name in the JSON and CBOR wires, where it differs from `code`. */
  constructor(code: string, message: string, { status = 400, shape = code } = {}) {
    super(message);
    this.name = code;
    this.code = code;
    this.shape = shape;
    this.status = status;
  }
}

/** Takes the operation's input as it came off the wire, gives its output. Throws `ServiceFault`. */
export type Operation = (call: ApiCall) => XmlValue | Promise<XmlValue>;

export interface RpcService {
  /** Credential scope's name. */
  readonly service: string;
  /** Of the XML answers, by API version: one endpoint may serve two. */
  readonly versions: Readonly<
    Record<string, { readonly namespace: string; readonly operations: Readonly<Record<string, Operation>> }>
  >;
  /** For wires that carry no version. */
  readonly defaultVersion: string;
}

/** A service of named operations, in each of the protocols that a caller may speak: awsJson, rpc-v2-cbor, awsQuery, ec2Query. */
export function rpcService(definition: RpcService): ServiceHandler {
  return async (call) => {
    const { service } = definition;
    const { protocol, method } = call;
    const version = String(call.input.Version ?? definition.defaultVersion);
    const { namespace, operations } = definition.versions[version] ?? { namespace: '', operations: {} };
    const operation = Object.hasOwn(operations, call.operation) ? operations[call.operation] : undefined;
    try {
      if (operation === undefined) {
        throw new ServiceFault(
          'InvalidAction',
          `The rehearsal's ${service} (version ${version}) has no operation ${call.operation || `${method} ${call.path}`}.`,
          { shape: 'UnknownOperationException' },
        );
      }
      return answer(call, namespace, await operation(call));
    } catch (error) {
      if (error instanceof ServiceFault) return errorAnswer({ service, protocol, method }, error);
      throw error;
    }
  };
}

function answer(call: ApiCall, namespace: string, output: XmlValue): ServiceResponse {
  const requestId = randomUUID();
  const headers = { 'x-amzn-requestid': requestId };
  switch (call.protocol) {
    case 'rpcv2Cbor':
      return {
        status: 200,
        headers: { ...headers, 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
        body: cbor.serialize(forWire(output, dateToTag)),
      };
    case 'awsQuery':
      return queryAnswer(call.operation, namespace, output, requestId);
    case 'ec2Query':
      return ec2Answer(call.operation, namespace, output, requestId);
    default:
      return {
        status: 200,
        headers: { ...headers, 'content-type': 'application/x-amz-json-1.0' },
        body: JSON.stringify(forWire(output, (date) => date.getTime() / 1000)),
      };
  }
}

/** The value without undefined fields and XML's item names, with dates as the wire has them. */
function forWire(value: XmlValue, date: (date: Date) => unknown): unknown {
  if (value instanceof Date) return date(value);
  if (value instanceof XmlList) return value.items.map((item) => forWire(item, date));
  if (Array.isArray(value)) return value.map((item: XmlValue) => forWire(item, date));
  if (typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, child]: [string, XmlValue]) =>
      child === undefined ? [] : [[name, forWire(child, date)]],
    ),
  );
}
