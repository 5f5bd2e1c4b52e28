import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_FOLDER } from '#own';
import { Runbook } from './runbook.ts';

/** The project's, for one page. */
export function projectRunbook(): Runbook {
  return new Runbook(readFileSync(join(OWN_FOLDER, 'docs/runbook.md'), 'utf8'));
}
