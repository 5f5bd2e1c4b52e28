import { ServiceFault } from './rpc-service.ts';

/**
 * Reads an operation's input. The same field comes as a number, a text or a CBOR tag, by the wire; what cannot be
 * read is refused as AWS does, never guessed.
 */
type Input = Readonly<Record<string, unknown>>;

interface Limits {
  readonly min: number;
  readonly max: number;
}

export function invalid(message: string): ServiceFault {
  return new ServiceFault('ValidationError', message, { shape: 'ValidationException' });
}

function constraint(field: string, value: unknown, rule: string): ServiceFault {
  const seen = JSON.stringify(value);
  return invalid(
    `1 validation error detected: Value '${seen}' at '${field}' failed to satisfy constraint: ${rule}`,
  );
}

export function optionalString(input: Input, field: string, { min, max }: Limits): string | undefined {
  const value = input[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw constraint(field, value, 'Member must be a string');
  if (value.length < min)
    throw constraint(field, value, `Member must have length greater than or equal to ${min}`);
  if (value.length > max)
    throw constraint(field, value, `Member must have length less than or equal to ${max}`);
  return value;
}

/** What must be there: `required(optionalInteger(input, 'Size', …), 'Size')`. */
export function required<T>(value: T | undefined, field: string): T {
  if (value === undefined) throw constraint(field, null, 'Member must not be null');
  return value;
}

export function requiredString(input: Input, field: string, limits: Limits): string {
  return required(optionalString(input, field, limits), field);
}

export function optionalWord<T extends string>(
  input: Input,
  field: string,
  words: readonly T[],
): T | undefined {
  const value = input[field];
  if (value === undefined || value === null) return undefined;
  const found = words.find((word) => word === value);
  if (found === undefined)
    throw constraint(field, value, `Member must satisfy enum value set: [${words.join(', ')}]`);
  return found;
}

/** A list; absent and (in awsQuery) empty are both the empty list. */
export function list(input: Input, field: string, max: number): readonly unknown[] {
  const value = input[field];
  if (value === undefined || value === null || value === '') return [];
  if (!Array.isArray(value)) throw constraint(field, value, 'Member must be a list');
  if (value.length > max)
    throw constraint(field, value, `Member must have length less than or equal to ${max}`);
  return value;
}

export function strings(input: Input, field: string, max: number, each: Limits): readonly string[] {
  return list(input, field, max).map((item) => requiredString({ [field]: item }, field, each));
}

export function words<T extends string>(input: Input, field: string, allowed: readonly T[]): readonly T[] {
  return list(input, field, allowed.length).map((item) => {
    return required(optionalWord({ [field]: item }, field, allowed), field);
  });
}

export function structure(value: unknown, field: string): Input {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Input;
  throw constraint(
    field,
    value ?? null,
    value == null ? 'Member must not be null' : 'Member must be a structure',
  );
}

export function optionalInteger(input: Input, field: string, { min, max }: Limits): number | undefined {
  const value = input[field];
  if (value === undefined || value === null) return undefined;
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number))
    throw constraint(field, value, 'Member must be an integer');
  if (number < min) throw constraint(field, value, `Member must have value greater than or equal to ${min}`);
  if (number > max) throw constraint(field, value, `Member must have value less than or equal to ${max}`);
  return number;
}

export function optionalBoolean(input: Input, field: string): boolean | undefined {
  const value = input[field];
  if (value === undefined || value === null) return undefined;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw constraint(field, value, 'Member must be a boolean');
}

/** Epoch milliseconds, from epoch seconds (awsJson), a CBOR tag 1, or ISO 8601 (awsQuery). */
export function optionalTime(input: Input, field: string): number | undefined {
  const value = input[field];
  if (value === undefined || value === null) return undefined;
  const seconds = typeof value === 'object' && 'value' in value ? value.value : value;
  const time = typeof seconds === 'number' ? seconds * 1000 : Date.parse(String(seconds));
  if (!Number.isFinite(time)) throw constraint(field, value, 'Member must be a timestamp');
  return Math.round(time);
}

export function requiredTime(input: Input, field: string): number {
  return required(optionalTime(input, field), field);
}
