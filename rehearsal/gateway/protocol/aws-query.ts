/**
 * The awsQuery and ec2Query protocols: form parameters in, XML out.
 * Source: Smithy's specifications of `aws.protocols#awsQuery` and `aws.protocols#ec2Query`.
 */

/** A structure of form parameters; `A.member.1` and `A.Filter.1` both become a list under `A`. */
export type QueryInput = Readonly<Record<string, unknown>>;

interface Node {
  value?: string;
  readonly children: Map<string, Node>;
}

/** Deepest nesting that is read; no operation has more, and a hostile body must not make one. */
const MAX_DEPTH = 20;

/** Turns `a.member.1.b=c` into `{a: [{b: 'c'}]}`. Throws `SyntaxError` when a key cannot be read. */
export function parseQuery(parameters: URLSearchParams): QueryInput {
  const root: Node = { children: new Map() };
  for (const [key, value] of parameters) {
    const path = key.split('.');
    if (path.length > MAX_DEPTH || path.includes('')) throw new SyntaxError(`parameter name ${key}`);
    let node = root;
    for (const name of path) {
      const next = node.children.get(name) ?? { children: new Map() };
      node.children.set(name, next);
      node = next;
    }
    node.value = value;
  }
  return Object.fromEntries([...root.children].map(([name, node]) => [name, valueIn(node)]));
}

function valueIn(node: Node): unknown {
  if (node.children.size === 0) return node.value ?? '';
  const names = [...node.children.keys()];
  if (names.every((name) => /^[1-9]\d*$/.test(name))) return inOrder(node);
  const only = names.length === 1 ? node.children.get(names[0] as string) : undefined;
  // A list's wrapper (`member`, `Filter`, `Value`): its children are all numbers.
  if (only && only.children.size > 0 && [...only.children.keys()].every((name) => /^[1-9]\d*$/.test(name))) {
    return inOrder(only);
  }
  return Object.fromEntries([...node.children].map(([name, child]) => [name, valueIn(child)]));
}

function inOrder(node: Node): unknown[] {
  return [...node.children].sort(([a], [b]) => Number(a) - Number(b)).map(([, child]) => valueIn(child));
}

export function escapeXml(text: string): string {
  return (
    text
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
      // Written bare, a parser would read it as a line feed.
      .replace(/\r/g, '&#xD;')
      // What XML 1.0 cannot hold at all.
      .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
  );
}

/** An answer's value. Undefined fields are left out; dates are written in ISO 8601. */
export type XmlValue =
  | string
  | number
  | boolean
  | Date
  | undefined
  | readonly XmlValue[]
  | XmlList
  | { readonly [name: string]: XmlValue };

/** A list whose items are not called `member`. */
export class XmlList {
  readonly itemName: string;
  readonly items: readonly XmlValue[];
  constructor(itemName: string, items: readonly XmlValue[]) {
    this.itemName = itemName;
    this.items = items;
  }
}

export function toXml(name: string, value: XmlValue): string {
  if (value === undefined) return '';
  return `<${name}>${content(value)}</${name}>`;
}

function content(value: Exclude<XmlValue, undefined>): string {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof XmlList) return value.items.map((item) => toXml(value.itemName, item)).join('');
  if (Array.isArray(value)) return value.map((item: XmlValue) => toXml('member', item)).join('');
  if (typeof value !== 'object') return escapeXml(String(value));
  return Object.entries(value)
    .map(([field, child]: [string, XmlValue]) => toXml(field, child))
    .join('');
}

/** The whole answer of an operation. */
export function queryAnswer(
  operation: string,
  namespace: string,
  result: XmlValue,
  requestId: string,
): XmlAnswer {
  const metadata = toXml('ResponseMetadata', { RequestId: requestId });
  const body = `${toXml(`${operation}Result`, result)}${metadata}`;
  return xmlAnswer(operation, namespace, body, requestId);
}

/** The same in ec2Query, which wraps nothing. */
export function ec2Answer(
  operation: string,
  namespace: string,
  result: XmlValue,
  requestId: string,
): XmlAnswer {
  const body = `${toXml('requestId', requestId)}${result === undefined ? '' : content(result)}`;
  return xmlAnswer(operation, namespace, body, requestId);
}

interface XmlAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function xmlAnswer(operation: string, namespace: string, body: string, requestId: string): XmlAnswer {
  return {
    status: 200,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: `<${operation}Response xmlns="${namespace}">${body}</${operation}Response>`,
  };
}
