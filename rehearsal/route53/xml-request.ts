import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Route53Error } from './errors.ts';
import { invalidInput } from './errors.ts';
import type { HealthCheckUpdate } from './health-check-config.ts';
import type { HealthCheckInput } from './health-checks.ts';
import type { ProtectionInput } from './protections.ts';
import type { ChangeBatchInput } from './types.ts';

/** The items of lists, each in its list; any other element may be there once. */
const ITEMS = [
  'Changes.Change',
  'ResourceRecords.ResourceRecord',
  'Protections.ResourceRecordSetProtectionConfig',
  'Protections.ResourceRecordSetProtectionKey',
  'Regions.Region',
  'ChildHealthChecks.ChildHealthCheck',
];

const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  // Blanks belong to a value: `"a b "` is not `"a b"`.
  trimValues: false,
  ignoreDeclaration: true,
  // Numeric entities too: the SDK writes line breaks so.
  htmlEntities: true,
  isArray: (_name, path) => ITEMS.some((item) => String(path).endsWith(`.${item}`)),
});

/** An element's known children: a scalar's type, a list's item element, or the children's own shape. */
type Shape = { readonly [element: string]: 'text' | 'number' | 'boolean' | Shape | ListOf };

interface ListOf {
  readonly list: readonly [item: string, kind: Shape | 'text'];
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

const PROTECTION_KEY: Shape = { RecordName: 'text', RecordType: 'text' };

/** The settings of a health check that can be changed. */
const CHANGEABLE: Shape = {
  IPAddress: 'text',
  Port: 'number',
  ResourcePath: 'text',
  FullyQualifiedDomainName: 'text',
  SearchString: 'text',
  FailureThreshold: 'number',
  Inverted: 'boolean',
  Disabled: 'boolean',
  HealthThreshold: 'number',
  ChildHealthChecks: { list: ['ChildHealthCheck', 'text'] },
  EnableSNI: 'boolean',
  Regions: { list: ['Region', 'text'] },
  AlarmIdentifier: { Region: 'text', Name: 'text' },
  InsufficientDataHealthStatus: 'text',
};

const HEALTH_CHECK: Shape = {
  CallerReference: 'text',
  HealthCheckConfig: {
    Type: 'text',
    RequestInterval: 'number',
    MeasureLatency: 'boolean',
    RoutingControlArn: 'text',
    ...CHANGEABLE,
  },
};

/** Reads the body of `ChangeResourceRecordSets`. Throws `InvalidInput` where it isn't the XML that the schema has. */
export function parseChangeRequest(body: string): ChangeBatchInput {
  const { ChangeBatch } = parse(body, 'ChangeResourceRecordSetsRequest', REQUEST);
  if (ChangeBatch === undefined) {
    throw invalidInput(
      "Invalid XML ; cvc-complex-type.2.4.b: The content of element 'ChangeResourceRecordSetsRequest' is not complete. ChangeBatch is expected.",
    );
  }
  return ChangeBatch as ChangeBatchInput;
}

/** Throws `InvalidInput`, as do all of these. */
export function parseCreateProtections(body: string): readonly ProtectionInput[] {
  const entry: Shape = { ...PROTECTION_KEY, Comment: 'text' };
  const shape: Shape = { Protections: { list: ['ResourceRecordSetProtectionConfig', entry] } };
  return protectionsIn(parse(body, 'CreateResourceRecordSetProtectionsRequest', shape));
}

export function parseDeleteProtections(body: string): readonly ProtectionInput[] {
  const shape: Shape = { Protections: { list: ['ResourceRecordSetProtectionKey', PROTECTION_KEY] } };
  return protectionsIn(parse(body, 'DeleteResourceRecordSetProtectionsRequest', shape));
}

function protectionsIn({ Protections = [] }: Record<string, unknown>): readonly ProtectionInput[] {
  return Protections as readonly ProtectionInput[];
}

export function parseCreateHealthCheck(body: string): HealthCheckInput {
  return parse(body, 'CreateHealthCheckRequest', HEALTH_CHECK) as HealthCheckInput;
}

export function parseUpdateHealthCheck(body: string): HealthCheckUpdate {
  return parse(body, 'UpdateHealthCheckRequest', { HealthCheckVersion: 'number', ...CHANGEABLE });
}

function parse(body: string, root: string, shape: Shape): Record<string, unknown> {
  const valid = XMLValidator.validate(body);
  if (valid !== true) throw invalidInput(`Invalid XML ; line ${valid.err.line}: ${valid.err.msg}`);
  const document: unknown = parser.parse(body);
  const request = isElement(document) ? document[root] : undefined;
  if (isElement(request)) return readElement(request, shape);
  const found = isElement(document) ? Object.keys(document)[0] : undefined;
  throw invalidInput(`Invalid XML ; cvc-elt.1: Cannot find the declaration of element '${found}'.`);
}

function readElement(element: Record<string, unknown>, shape: Shape): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const [name, content] of Object.entries(element)) {
    if (name === '#text') continue;
    const kind = shape[name];
    if (kind === undefined || Array.isArray(content)) throw unexpected(name, Object.keys(shape));
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

function readList(element: Record<string, unknown>, { list: [item, kind] }: ListOf): unknown[] {
  const other = Object.keys(element).find((name) => name !== '#text' && name !== item);
  if (other !== undefined) throw unexpected(other, [item]);
  const items = (element[item] ?? []) as unknown[];
  return items.map((content) => readContent(item, content, kind));
}

function unexpected(name: string, expected: readonly string[]): Route53Error {
  return invalidInput(
    `Invalid XML ; cvc-complex-type.2.4.a: Invalid content was found starting with element '${name}'. One of '{${expected.join(', ')}}' is expected.`,
  );
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
