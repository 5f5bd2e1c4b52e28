import type { ContentOf } from './file-kind.ts';
import type { KEY_ALIASES } from './kinds/kms.ts';

type Listed = ContentOf<typeof KEY_ALIASES>['Aliases'][number];

/** Without `--key-id`, the CLI lists the aliases of all keys. @param keyId of the file's name */
export function aliasesOf(keyId: string, { Aliases }: ContentOf<typeof KEY_ALIASES>): readonly string[] {
  return Aliases.filter((listed) => keyOf(listed, keyId) === keyId).map(({ AliasName }) => AliasName);
}

/** @param alias `alias/…` @param files by their names @returns the key's id; undefined if no file says it */
export function keyBehind(
  alias: string,
  files: ReadonlyMap<string, ContentOf<typeof KEY_ALIASES>>,
): string | undefined {
  for (const [name, { Aliases }] of files) {
    const listed = Aliases.find(({ AliasName }) => AliasName === alias);
    if (listed) return keyOf(listed, name);
  }
  return undefined;
}

/** `alias/…` of an alias or its ARN; undefined for a key. */
export function aliasIn(key: string): string | undefined {
  return /(?:^|:)(alias\/.+)$/.exec(key)?.[1];
}

function keyOf({ TargetKeyId }: Listed, fileName: string): string {
  return TargetKeyId ?? fileName;
}
