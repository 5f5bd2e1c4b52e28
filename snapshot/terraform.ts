/** What is kept of `terraform show -json`: which resources claim which records, and none of the secrets that a state has. */
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { JsonObject } from '../rehearsal/snapshot/json.ts';
import { claimsShown } from '../rehearsal/snapshot/terraform.ts';
import { SnapshotNotTaken } from './source/trouble.ts';

/** Of the same form as before. @throws Error with what is wrong where it isn't what Terraform shows */
export function onlyClaims(content: unknown): JsonObject {
  const read = claimsShown(content);
  if (!('claiming' in read)) {
    const raw = isStateFile(content)
      ? '; it is a state, which terraform show -json prints as it is to be'
      : '';
    throw new Error(
      `expected what terraform show -json prints${raw}: ${read.map(({ at, words }) => `${at}: ${words}`).join(', ')}`,
    );
  }
  const { formatVersion, terraformVersion, claiming } = read;
  return JSON.parse(
    JSON.stringify({
      format_version: formatVersion,
      terraform_version: terraformVersion,
      values: { root_module: { resources: claiming } },
    }),
  );
}

function isStateFile(content: unknown): boolean {
  return typeof content === 'object' && content !== null && 'lineage' in content && 'resources' in content;
}

export interface TerraformFile {
  /** Of the file in the snapshot. */
  readonly name: string;
  readonly content: JsonObject;
}

/** @throws SnapshotNotTaken with all files that can't be read, or aren't what Terraform shows */
export function terraformFiles(paths: readonly string[], cwd: string): readonly TerraformFile[] {
  const problems: string[] = [];
  const files: TerraformFile[] = [];
  for (const path of paths) {
    try {
      const content = onlyClaims(JSON.parse(readFileSync(resolve(cwd, path), 'utf8')));
      files.push({ name: nameOf(path, files), content });
    } catch (error) {
      problems.push(`--terraform ${path}: ${(error as Error).message}`);
    }
  }
  if (problems.length > 0) throw new SnapshotNotTaken(problems.join('\n'));
  return files;
}

/** States of several folders are often called alike. */
function nameOf(path: string, others: readonly TerraformFile[]): string {
  const name = basename(path).replace(/\.json$/, '') || 'state';
  const same = others.filter((each) => each.name.replace(/-\d+$/, '') === name).length;
  return same === 0 ? name : `${name}-${same + 1}`;
}
