/** A resource's address: `module.dns["eu"].aws_route53_record.www["a"]`. */
export interface ResourceAddress {
  /** The block, with the modules that it is in but without keys: one block makes all of its instances. */
  readonly block: string;
  /** With empty brackets for keys: what has the same shape is told apart by its keys. */
  readonly shape: string;
  /** `module.dns`, from the outermost; none for the root module. */
  readonly modules: readonly string[];
  /** The module with its keys, `module.dns["eu"]`; '' for the root module. */
  readonly instance: string;
  readonly type: string;
  readonly name: string;
  /** Of `for_each` or `count`: of each module that has one, and of the resource. Of `for_each` the text, of `count` the number. */
  readonly keys: readonly string[];
}

const KEY = String.raw`\[(?:\d+|"(?:[^"\\]|\\.)*")\]`;
const MODULE = String.raw`module\.[\w-]+(?:${KEY})?\.`;
const ADDRESS = new RegExp(String.raw`^((?:${MODULE})*)([\w-]+)\.([\w-]+)((?:${KEY})?)$`);
const KEYS = new RegExp(KEY, 'g');

/** @returns undefined where it is none */
export function parseAddress(address: string): ResourceAddress | undefined {
  const [whole, path = '', type = '', name = ''] = ADDRESS.exec(address) ?? [];
  if (whole === undefined) return undefined;
  return {
    block: whole.replaceAll(KEYS, ''),
    shape: whole.replaceAll(KEYS, '[]'),
    modules: path.replaceAll(KEYS, '').match(/module\.[^.]+/g) ?? [],
    instance: path.replace(/\.$/, ''),
    type,
    name,
    keys: (whole.match(KEYS) ?? []).map((key) => keyText(key.slice(1, -1))),
  };
}

function keyText(key: string): string {
  return key.startsWith('"') ? JSON.parse(key).replaceAll(/([$%])\1(?=\{)/g, '$1') : key;
}
