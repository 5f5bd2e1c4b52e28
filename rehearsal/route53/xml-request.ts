import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { invalidInput } from './errors.ts';
import type { ChangeBatchInput } from './types.ts';

const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  // Blanks belong to a value: `"a b "` is not `"a b"`.
  trimValues: false,
  ignoreDeclaration: true,
  // Numeric entities too: the SDK writes line breaks so.
  htmlEntities: true,
  isArray: (name) => name === 'Change' || name === 'ResourceRecord',
});

/** An element's known children: a scalar's type, a list's item element, or the children's own shape. */
type Shape = { readonly [element: string]: 'text' | 'number' | 'boolean' | Shape | ListOf };

interface ListOf {
  readonly list: readonly [item: string, shape: Shape];
}

const RECORD_SET: Shape = {
  Name: 'text',
  Type: 'text',
  SetIdentifier: 'text',
  Weight: 'number',
  Region: 'text',
  GeoLocation: { ContinentCode: 'text', CountryCode: 'text', SubdivisionCode: 'text' },
  Failover: 'text',
  MultiValueAnswer: 'boolean',
  TTL: 'number',
  ResourceRecords: { list: ['ResourceRecord', { Value: 'text' }] },
  AliasTarget: { HostedZoneId: 'text', DNSName: 'text', EvaluateTargetHealth: 'boolean' },
  HealthCheckId: 'text',
  TrafficPolicyInstanceId: 'text',
  CidrRoutingConfig: { CollectionId: 'text', LocationName: 'text' },
  GeoProximityLocation: {
    AWSRegion: 'text',
    LocalZoneGroup: 'text',
    Coordinates: { Latitude: 'text', Longitude: 'text' },
    Bias: 'number',
  },
};

const REQUEST: Shape = {
  ChangeBatch: {
    Comment: 'text',
    Changes: { list: ['Change', { Action: 'text', ResourceRecordSet: RECORD_SET }] },
  },
};

/** Reads the body of `ChangeResourceRecordSets`. Throws `InvalidInput` where it isn't the XML that the schema has. */
export function parseChangeRequest(body: string): ChangeBatchInput {
  const valid = XMLValidator.validate(body);
  if (valid !== true) throw invalidInput(`Invalid XML ; line ${valid.err.line}: ${valid.err.msg}`);
  const root: unknown = parser.parse(body);
  const request = isElement(root) ? root.ChangeResourceRecordSetsRequest : undefined;
  if (!isElement(request)) {
    const found = isElement(root) ? Object.keys(root)[0] : undefined;
    throw invalidInput(`Invalid XML ; cvc-elt.1: Cannot find the declaration of element '${found}'.`);
  }
  const { ChangeBatch } = readElement(request, REQUEST) as { ChangeBatch?: ChangeBatchInput };
  if (ChangeBatch === undefined) {
    throw invalidInput(
      "Invalid XML ; cvc-complex-type.2.4.b: The content of element 'ChangeResourceRecordSetsRequest' is not complete. ChangeBatch is expected.",
    );
  }
  return ChangeBatch;
}

function readElement(element: Record<string, unknown>, shape: Shape): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const [name, content] of Object.entries(element)) {
    if (name === '#text') continue;
    const kind = shape[name];
    if (kind === undefined || (Array.isArray(content) && name !== 'Change' && name !== 'ResourceRecord')) {
      throw invalidInput(
        `Invalid XML ; cvc-complex-type.2.4.a: Invalid content was found starting with element '${name}'. One of '{${Object.keys(shape).join(', ')}}' is expected.`,
      );
    }
    read[name] = readContent(name, content, kind);
  }
  return read;
}

function readContent(name: string, content: unknown, kind: Shape[string]): unknown {
  if (typeof kind === 'object') {
    const element = isElement(content) ? content : {};
    return isList(kind) ? readList(element, kind) : readElement(element, kind);
  }
  const text = typeof content === 'string' ? content : '';
  if (kind === 'number') return readNumber(text);
  if (kind === 'boolean') return readBoolean(name, text);
  return text;
}

function readList(element: Record<string, unknown>, { list: [item, shape] }: ListOf): unknown[] {
  const items =
    readElement(element, { [item]: { list: [item, shape] } })[item] === undefined ? [] : element[item];
  return (items as unknown[]).map((child) => readElement(isElement(child) ? child : {}, shape));
}

function readNumber(text: string): number {
  if (!/^[+-]?\d+$/.test(text.trim())) {
    throw invalidInput(
      `Invalid XML ; cvc-datatype-valid.1.2.1: '${text}' is not a valid value for 'integer'.`,
    );
  }
  return Number(text);
}

function readBoolean(name: string, text: string): boolean {
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  throw invalidInput(
    `Invalid XML ; cvc-datatype-valid.1.2.1: '${text}' is not a valid value for 'boolean' in element '${name}'.`,
  );
}

function isList(kind: Shape | ListOf): kind is ListOf {
  return Array.isArray((kind as ListOf).list);
}

function isElement(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
