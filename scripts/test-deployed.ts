// Tests with whole apps, which take longer than all of `npm test` may: npm run deployed [-- jest's arguments].
import { run } from 'jest';

process.env.DEPLOYED = 'true';
await run(['test/integration/rehearsal/rehearsal', 'test/integration/alarms', ...process.argv.slice(2)]);
