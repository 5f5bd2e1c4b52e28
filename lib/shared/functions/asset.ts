import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AssetCode, Code } from 'aws-cdk-lib/aws-lambda';
import type { Bundle } from './bundles.ts';
import { MODES } from './modes.ts';

/**
 * Gives `use` a folder with a function's code and the files beside it, and takes the folder away afterwards: CDK copies
 * an asset when the function that uses it is made. It is named by its content and modes alone: CDK's own hash of a folder
 * reads every file again, which takes as long as making all the rest of the functions.
 * @param beside texts by the names of their files
 */
export function withCode<T>(
  { index, apart }: Bundle,
  beside: Readonly<Record<string, string>>,
  use: (code: AssetCode) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'kops-cutover-'));
  const hash = createHash('sha256').update(`${MODES}:`).update(index.hash);
  try {
    index.putAt(join(folder, 'index.js'));
    for (const [name, text] of Object.entries(apart)) {
      text.putAt(join(folder, name));
      hash.update(`${name}:`).update(text.hash);
    }
    for (const [name, text] of Object.entries(beside)) {
      writeFileSync(join(folder, name), text);
      hash.update(`${name}:${text.length}:`).update(text);
    }
    return use(Code.fromAsset(folder, { assetHash: hash.digest('hex') }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
