/** What the service's schema validator finds wrong with an element, in its own sentences. */
import type { Route53Error } from './errors.ts';
import { invalidInput } from './errors.ts';

const NAMESPACE = 'https://route53.amazonaws.com/doc/2013-04-01/';

function invalidXml(sentence: string): Route53Error {
  return invalidInput(`Invalid XML ; ${sentence}`);
}

export function incomplete(element: string, expected: string): Route53Error {
  return invalidXml(
    `cvc-complex-type.2.4.b: The content of element '${element}' is not complete. One of '{"${NAMESPACE}":${expected}}' is expected.`,
  );
}

export function required(value: unknown, element: string, parent: string): void {
  if (value === undefined) throw incomplete(parent, element);
}

export function tooShort(value: string, type: string): Route53Error {
  return invalidXml(
    `cvc-minLength-valid: Value '${value}' with length = '${value.length}' is not facet-valid with respect to minLength '1' for type '${type}'.`,
  );
}

export function atMost(value: string | undefined, length: number, type: string): void {
  if (value === undefined || value.length <= length) return;
  throw invalidXml(
    `cvc-maxLength-valid: Value '${value}' with length = '${value.length}' is not facet-valid with respect to maxLength '${length}' for type '${type}'.`,
  );
}

export function inRange(value: number | undefined, max: number, type: string): void {
  if (value === undefined) return;
  if (!Number.isInteger(value)) {
    throw invalidXml(`cvc-datatype-valid.1.2.1: '${value}' is not a valid value for 'integer'.`);
  }
  if (value < 0) {
    throw invalidXml(
      `cvc-minInclusive-valid: Value '${value}' is not facet-valid with respect to minInclusive '0' for type '${type}'.`,
    );
  }
  if (value > max) {
    throw invalidXml(
      `cvc-maxInclusive-valid: Value '${value}' is not facet-valid with respect to maxInclusive '${max}' for type '${type}'.`,
    );
  }
}

export function oneOf(
  value: string | undefined,
  known: readonly string[],
  element: string,
  parent: string,
): void {
  required(value, element, parent);
  oneOfIfGiven(value, known, element);
}

export function oneOfIfGiven(value: string | undefined, known: readonly string[], element: string): void {
  if (value === undefined || known.includes(value)) return;
  throw invalidXml(
    `cvc-enumeration-valid: Value '${value}' is not facet-valid with respect to enumeration '[${known.join(', ')}]'. It must be a value from the enumeration of '${element}'.`,
  );
}
