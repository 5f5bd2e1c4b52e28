import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AssetCode, Code } from 'aws-cdk-lib/aws-lambda';

/**
 * Gives `use` a folder with these files as a function's code, and takes the folder away afterwards: CDK copies
 * an asset when the function that uses it is made, and names it by its content alone.
 */
export function withCode<T>(files: Readonly<Record<string, string>>, use: (code: AssetCode) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'kops-cutover-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return use(Code.fromAsset(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
