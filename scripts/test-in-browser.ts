// Tests of the reports in a real browser: npm run browser [-- jest's arguments].
import { run } from 'jest';

process.env.BROWSER_TESTS = 'true';
await run(['test/integration/report/browser', ...process.argv.slice(2)]);
