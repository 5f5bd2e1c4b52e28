import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Runbook } from './runbook.ts';

/** The project's, for one page. */
export function projectRunbook(): Runbook {
  return new Runbook(readFileSync(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8'));
}
