// Ends what `npm start` starts in each way: npm run ends [-- jest's arguments].
import { run } from 'jest';

process.env.EACH_END = 'true';
await run(['test/integration/ends', ...process.argv.slice(2)]);
