// Follows docs/tutorial.md, command by command, in an empty folder: npm run tutorial [-- jest's arguments].
import { run } from 'jest';

process.env.TUTORIAL = 'true';
await run(['test/integration/package/tutorial', '--bail', ...process.argv.slice(2)]);
