import { ComputeError } from '../../compute/index.ts';
import type { XmlValue } from '../protocol/aws-query.ts';
import { list, requiredString, strings, structure } from '../protocol/input.ts';
import { type Operation, ServiceFault } from '../protocol/rpc-service.ts';
import type { ApiCall } from '../protocol/types.ts';

type Input = ApiCall['input'];

/** Parameters that every call has. */
const PROTOCOL = ['Action', 'Version'];

/** Of a name, an ARN or a token. */
export const TEXT = { min: 1, max: 2048 };

/**
 * An operation of the engine; what the engine refuses is the service's error.
 * @param fields all that it understands: a call with any other is refused, for it might change the answer
 */
export function engineOperation(fields: readonly string[], carryOut: (input: Input) => XmlValue): Operation {
  return ({ input, operation }) => {
    const strange = Object.keys(input).find((field) => !fields.includes(field) && !PROTOCOL.includes(field));
    if (strange !== undefined) {
      const message = `The rehearsal's ${operation} does not understand the parameter ${strange}.`;
      throw new ServiceFault('NotImplemented', message, { status: 501 });
    }
    try {
      return carryOut(input);
    } catch (error) {
      if (!(error instanceof ComputeError)) throw error;
      throw new ServiceFault(error.code, error.message, { status: error.status, shape: error.name });
    }
  };
}

/** The same for the wires on which the engine's fields have their own names. */
export function plainOperation(fields: readonly string[], carryOut: (input: Input) => object): Operation {
  return engineOperation(fields, (input) => asXml(carryOut(input)));
}

/** Filters under `field`, whose values are under `values`. */
export function filters(input: Input, field: string, values: string) {
  return list(input, field, 100).map((item) => {
    const given = structure(item, field);
    const Values = strings(given, values, 1000, { min: 0, max: 1024 });
    return { Name: requiredString(given, 'Name', TEXT), Values };
  });
}

/** Undefined for no names at all: what AWS takes for "all". */
export function names(input: Input, field: string, max = 1000): readonly string[] | undefined {
  const given = strings(input, field, max, TEXT);
  return given.length === 0 ? undefined : given;
}

/** @throws TypeError for what XML has no form for */
export function asXml(value: unknown): XmlValue {
  if (value === undefined || value instanceof Date) return value;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(asXml);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, asXml(child)]));
  }
  throw new TypeError(`an answer with ${String(value)} in it`);
}
