#!/usr/bin/env node
/** `npx kops-cutover`: what the package can do, by name. */
import { OLDEST_NODE } from './oldest-node.ts';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isOld = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
if (isOld) {
  process.stderr.write(
    `Node ${process.versions.node} is too old for kops-cutover: use Node ${OLDEST_NODE.join('.')} or later, best 24.\n`,
  );
  process.exitCode = 1;
} else {
  // Whoever reads no further, such as `head`, has what they wanted.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  // Loaded only now: older versions of Node can't load all of it.
  const { program } = await import('./program.ts');
  await program().parseAsync();
}
