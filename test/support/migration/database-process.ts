/**
 * Real servers with TLS, as they stand for databases, in a process of their own: run by node with the configured
 * databases (JSON), ends when its input ends. Its first line of output says where they are (JSON); every other line
 * is their log.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATABASE_HOST } from '../../../rehearsal/scenes/migration/database.ts';
import { startDatabaseServers } from '../../../rehearsal/scenes/migration/database-servers.ts';
import { mariaDbPrograms } from '../../../rehearsal/scenes/migration/mariadb.ts';

const folder = mkdtempSync(join(tmpdir(), 'database-test-'));
const lines: string[] = [];
let started = false;
const servers = await startDatabaseServers(folder, {
  log: (line) => {
    if (started) process.stdout.write(`${line}\n`);
    else lines.push(line);
  },
  databases: JSON.parse(process.argv[2] ?? '[]'),
  names: [],
  mariaDb: mariaDbPrograms(),
});
const authorityFile = join(folder, 'authority.pem');
writeFileSync(authorityFile, servers.authority);
const { postgres: port, mariadb: mariaDbPort } = servers.ports;
const where = { host: DATABASE_HOST, port, mariaDbPort, authorityFile };
process.stdout.write(`${JSON.stringify(where)}\n${lines.join('\n')}\n`);
started = true;
process.stdin.resume();
process.stdin.on('end', async () => {
  await servers.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
