// Runs the tests: npm test [-- jest's arguments].
import { run } from 'jest';

await run(process.argv.slice(2));
