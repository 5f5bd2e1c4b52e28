/** What a file of JSON may contain. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [member: string]: Json;
}

/** A place within a file: a JSON pointer (RFC 6901); '' is the whole. */
export type Pointer = string;

export function below(pointer: Pointer, token: string | number): Pointer {
  return `${pointer}/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Longest piece of a wrong value that is quoted, characters. */
const QUOTED = 60;

export function quote(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text;
}
