// Tests with the whole app deployed, which takes longer than all of `npm test` may: npm run deployed [-- jest's arguments].
import { run } from 'jest';

process.env.DEPLOYED = 'true';
await run(['test/integration/rehearsal/rehearsal', ...process.argv.slice(2)]);
