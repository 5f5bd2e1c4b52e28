/**
 * A real PostgreSQL with TLS, in a process of its own: run by node, ends when its input ends. Its first line of
 * output says where the database is (JSON); every other line is the database's log.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDatabase } from '../../../rehearsal/scenes/migration/database.ts';

const folder = mkdtempSync(join(tmpdir(), 'database-test-'));
const lines: string[] = [];
let started = false;
const database = await startDatabase(folder, (line) => {
  if (started) process.stdout.write(`${line}\n`);
  else lines.push(line);
});
const { host, port, authorityFile } = database;
process.stdout.write(`${JSON.stringify({ host, port, authorityFile })}\n${lines.join('\n')}\n`);
started = true;
process.stdin.resume();
process.stdin.on('end', async () => {
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
