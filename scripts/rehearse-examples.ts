/** `npm run examples`: rehearses each app of `examples/`, as `npm start -- --app` does. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const PROJECT = join(import.meta.dirname, '..');
const MIGRATION = ['week', 'alarm-at-half', 'abort-at-gate', 'foreign-write', 'alarm-while-draining'];
const MASTERS = ['master-dies', 'two-masters-at-once', 'volume-stuck', 'no-capacity', 'rolling'];

interface Example {
  readonly folder: string;
  /** Of several, which is played. */
  readonly stack?: string;
  readonly scenarios: readonly string[];
}

const EXAMPLES: readonly Example[] = [
  { folder: 'bare-metal', scenarios: [...MIGRATION, 'prometheus-worse', 'prometheus-away'] },
  { folder: 'classic', scenarios: MIGRATION },
  { folder: 'clusters', scenarios: ['week', 'alarm-at-half', 'names-fail'] },
  { folder: 'eks', scenarios: MIGRATION },
  { folder: 'galleries', scenarios: MIGRATION },
  { folder: 'gateway', stack: 'LibraryStaging', scenarios: ['week', 'names-fail'] },
  { folder: 'gateway', stack: 'Library', scenarios: MIGRATION },
  { folder: 'observatory', scenarios: MASTERS },
];

const failed = EXAMPLES.filter(({ folder, stack, scenarios }) => {
  const example = `examples/${folder}`;
  const what = ['--app', `node ${example}/app.ts`, '--snapshot', `${example}/snapshot`];
  const which = stack === undefined ? [] : ['--stack', stack];
  const args = [join(PROJECT, 'rehearsal/main.ts'), ...what, ...which, ...scenarios];
  const env = { ...process.env, INIT_CWD: PROJECT };
  return spawnSync(process.execPath, args, { cwd: PROJECT, env, stdio: 'inherit' }).status !== 0;
});
const names = failed.map(({ folder, stack }) => [folder, stack].filter(Boolean).join(' '));
if (failed.length > 0) process.stdout.write(`Failed: ${names.join(', ')}\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
