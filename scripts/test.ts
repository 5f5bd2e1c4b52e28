// Runs the tests: npm test [-- jest's arguments]. All of them are grouped; those of a path are not.
import { join } from 'node:path';
import { run } from 'jest';
import { groupTests } from './grouped-tests.ts';

const ROOT = join(import.meta.dirname, '..');
/** What has to be in groups; elsewhere tests start servers and processes, which take longer than modules. */
const GROUPED = ['test/unit', 'test/synth', 'test/architecture', 'test/integration/adapters/migration'];

const args = process.argv.slice(2);
// Tests make much garbage that is short-lived: with room for it, the workers take a tenth less of the processors' time.
process.execArgv.push('--max-semi-space-size=64');
if (args.every((arg) => arg.startsWith('-'))) {
  const { groups, alone } = groupTests(ROOT, GROUPED, join(ROOT, 'dist/grouped-tests'));
  // Where the configuration reads it.
  process.env.GROUPED_TESTS = JSON.stringify({ instead: GROUPED, of: [...groups, ...alone] });
}
await run(args);
