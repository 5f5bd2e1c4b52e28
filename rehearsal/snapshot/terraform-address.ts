/** A resource's address: `module.dns["eu"].aws_route53_record.www["a"]`. */
export interface ResourceAddress {
  /** The block, with the modules that it is in but without keys: one block makes all of its instances. */
  readonly block: string;
  /** `module.dns`; '' for the root module. */
  readonly module: string;
  readonly type: string;
  readonly name: string;
  /** Of `for_each` or `count`, as it is written; '' where the block makes one. */
  readonly key: string;
}

const KEY = String.raw`\[(?:\d+|"(?:[^"\\]|\\.)*")\]`;
const MODULE = String.raw`module\.[\w-]+(?:${KEY})?\.`;
const ADDRESS = new RegExp(String.raw`^((?:${MODULE})*)([\w-]+)\.([\w-]+)(${KEY})?$`);

/** @returns undefined where it is none */
export function parseAddress(address: string): ResourceAddress | undefined {
  const [whole, path = '', type = '', name = '', key = ''] = ADDRESS.exec(address) ?? [];
  if (whole === undefined) return undefined;
  const module = path.replaceAll(new RegExp(KEY, 'g'), '').replace(/\.$/, '');
  const block = [...(module === '' ? [] : [module]), type, name].join('.');
  return { block, module, type, name, key: key.slice(1, -1) };
}
