// Tries all random cases, of which `npm test` tries a seventh: npm run cases [-- jest's arguments].
import { run } from 'jest';

process.env.ALL_CASES = 'true';
await run(['--findRelatedTests', 'test/support/cases.ts', ...process.argv.slice(2)]);
