import { makeWorld } from './own-app.ts';

await makeWorld(process.argv[2] ?? '');
