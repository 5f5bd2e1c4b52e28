import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AssetCode, Code } from 'aws-cdk-lib/aws-lambda';

/**
 * Gives `use` a folder with these files as a function's code, and takes the folder away afterwards: CDK copies
 * an asset when the function that uses it is made. It is named by its content alone.
 */
export function withCode<T>(files: Readonly<Record<string, string>>, use: (code: AssetCode) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'kops-cutover-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return use(Code.fromAsset(folder, { assetHash: hashOf(files) }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** CDK's own hash of a folder reads every file again, which takes as long as making all the rest of the functions. */
function hashOf(files: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256');
  for (const [name, text] of Object.entries(files)) hash.update(`${name}:${text.length}:`).update(text);
  return hash.digest('hex');
}
