/** `npm run examples`: rehearses each app of `examples/`, as `npm start -- --app` does. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT = join(import.meta.dirname, '..');
const SCENARIOS = ['week', 'alarm-at-half', 'abort-at-gate', 'foreign-write', 'alarm-while-draining'];

const entries = readdirSync(join(PROJECT, 'examples'), { withFileTypes: true });
const examples = entries.filter((entry) => entry.isDirectory()).map(({ name }) => `examples/${name}`);
const failed = examples.filter((example) => {
  const what = ['--app', `node ${example}/app.ts`, '--snapshot', `${example}/snapshot`];
  const args = [join(PROJECT, 'rehearsal/main.ts'), ...what, ...SCENARIOS];
  const env = { ...process.env, INIT_CWD: PROJECT };
  return spawnSync(process.execPath, args, { cwd: PROJECT, env, stdio: 'inherit' }).status !== 0;
});
if (failed.length > 0) process.stdout.write(`Failed: ${failed.join(', ')}\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
