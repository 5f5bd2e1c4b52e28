/** Does to files that the AWS CLI made what is done to those of `npm run snapshot`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeOf } from '../../rehearsal/snapshot/file-kind.ts';
import { filesBelow } from '../../rehearsal/snapshot/files-below.ts';
import { RECORD_SETS } from '../../rehearsal/snapshot/kinds/route53.ts';
import { TERRAFORM_SHOW } from '../../rehearsal/snapshot/kinds/terraform.ts';
import { type Problem, SnapshotRefused } from '../../rehearsal/snapshot/problem.ts';
import { OBJECTS } from '../../rehearsal/snapshot/read-folder.ts';
import { SnapshotNotTaken } from '../source/trouble.ts';
import { onlyClaims } from '../terraform.ts';
import { withoutSecrets } from './kops-spec.ts';
import { withHashedTexts } from './txt.ts';

/** As the CLI does. */
const INDENT = 4;

/**
 * Others are left alone, and none is changed if one can't be read.
 * @returns the files that were changed
 * @throws SnapshotNotTaken if there is no such folder @throws SnapshotRefused with all files that can't be read
 */
export function redactFolder(folder: string): readonly string[] {
  if (!existsSync(folder)) throw new SnapshotNotTaken(`${folder}: there is no such folder.`);
  const problems: Problem[] = [];
  const changes = new Map<string, string>();
  for (const file of filesBelow(folder, (entry) => entry.isFile())) {
    const text = readFileSync(join(folder, file), 'utf8');
    try {
      const after = redacted(file, text);
      if (after !== text) changes.set(file, after);
    } catch (error) {
      problems.push({ file, at: '', words: (error as Error).message });
    }
  }
  if (problems.length > 0) throw new SnapshotRefused(folder, problems);
  for (const [file, text] of changes) writeFileSync(join(folder, file), text);
  return [...changes.keys()];
}

function redacted(file: string, text: string): string {
  if (file.startsWith(`${OBJECTS}/`)) return withoutSecrets(text);
  if (typeof placeOf(file, [TERRAFORM_SHOW]) !== 'string') return withOnlyClaims(text);
  if (typeof placeOf(file, [RECORD_SETS]) === 'string') return text;
  const before: unknown = JSON.parse(text);
  if (!isRecords(before)) throw new Error('expected an object with ResourceRecordSets');
  const after = withHashedTexts(before);
  return JSON.stringify(after) === JSON.stringify(before) ? text : `${JSON.stringify(after, null, INDENT)}\n`;
}

function withOnlyClaims(text: string): string {
  const before: unknown = JSON.parse(text);
  const after = onlyClaims(before);
  return JSON.stringify(after) === JSON.stringify(before) ? text : `${JSON.stringify(after, null, INDENT)}\n`;
}

function isRecords(content: unknown): content is Parameters<typeof withHashedTexts>[0] {
  return (
    typeof content === 'object' &&
    content !== null &&
    'ResourceRecordSets' in content &&
    Array.isArray(content.ResourceRecordSets)
  );
}
