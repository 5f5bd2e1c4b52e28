/** Starts a PostgreSQL that can't get its databases, and writes one line of JSON: what is left of it. A program of its own: jest can't load the library. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseAuthority } from '../../../rehearsal/scenes/migration/database.ts';
import { startPostgres } from '../../../rehearsal/scenes/migration/postgres.ts';

export interface LeftOfPostgres {
  readonly message: string;
  readonly isOpen: boolean;
  readonly hasFiles: boolean;
}

const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
const options = { log: () => {}, by: await databaseAuthority() };
const message = await startPostgres(folder, options, { databases: ['twice', 'twice'] }).then(
  () => '',
  (error: Error) => error.message,
);
const left: LeftOfPostgres = {
  message,
  isOpen: await isOpen(Number(/port (\d+)/.exec(message)?.[1])),
  hasFiles: existsSync(join(folder, 'postgres')),
};
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify(left)}\n`, () => process.exit(0));

/** Whether anybody takes connections there. */
function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: 'localhost' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
