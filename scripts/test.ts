// Runs the tests: npm test [-- jest's arguments].
import { run } from 'jest';

// Tests make much garbage that is short-lived: with room for it, the workers take a tenth less of the processors' time.
process.execArgv.push('--max-semi-space-size=64');
await run(process.argv.slice(2));
