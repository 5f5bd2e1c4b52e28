/** Writes Terraform's language, as `terraform fmt` leaves it. */

/** Text that is written as it is, for example the address of a resource. */
export interface Raw {
  readonly raw: string;
}

export type Value = string | number | boolean | Raw | readonly Value[] | ValueMap;
export interface ValueMap extends ReadonlyMap<string, Value> {}

export interface Block {
  readonly type: string;
  readonly labels?: readonly string[];
  /** Written above what is in it. */
  readonly comment?: string;
  readonly attributes?: Readonly<Record<string, Value>>;
  readonly blocks?: readonly Block[];
}

/** @param indent of the block's own lines */
export function blockInHcl(block: Block, indent = ''): string {
  const { type, labels = [], comment, attributes = {}, blocks = [] } = block;
  const inner = `${indent}  `;
  const parts = [
    comment === undefined ? '' : `${inner}# ${comment}\n`,
    linesOf(Object.entries(attributes), inner),
    ...blocks.map((each) => blockInHcl(each, inner)),
  ].filter((part) => part !== '');
  return `${indent}${[type, ...labels.map(quoted)].join(' ')} {\n${parts.join('\n')}${indent}}\n`;
}

/** Neighbours have their equals signs below each other, as long as each takes one line. */
function linesOf(entries: readonly (readonly [string, Value])[], indent: string): string {
  const written = entries.map(([name, value]) => [name, valueInHcl(value, indent)] as const);
  return written
    .map(([name, value], i) => {
      const width = Math.max(...neighbours(written, i).map(([other]) => other.length));
      return `${indent}${name.padEnd(width)} = ${value}\n`;
    })
    .join('');
}

type Written = readonly [name: string, value: string];

function neighbours(all: readonly Written[], i: number): readonly Written[] {
  const isLong = ([, value]: Written) => value.includes('\n');
  const self = all[i];
  if (!self || isLong(self)) return self ? [self] : [];
  const begin = all.slice(0, i).findLastIndex(isLong) + 1;
  const next = all.slice(i).findIndex(isLong);
  return all.slice(begin, next < 0 ? all.length : i + next);
}

function valueInHcl(value: Value, indent: string): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return String(value);
  if ('raw' in value) return value.raw;
  if (value instanceof Map) {
    const entries = [...value].map(([name, each]) => [quoted(name), each] as const);
    return `{\n${linesOf(entries, `${indent}  `)}${indent}}`;
  }
  return `[${[...(value as readonly Value[])].map((each) => valueInHcl(each, indent)).join(', ')}]`;
}

/** Of a template: what begins an interpolation or a directive stands twice. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(/[$%](?=\{)/g, '$&$&');
}
