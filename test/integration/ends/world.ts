/** Starts one of each that a rehearsal starts, says `ready`, and ends as a rehearsal does: at a signal, with a last word. */
import { tmpdir } from 'node:os';
import { startEmulator } from '../../../rehearsal/emulator/emulator.ts';
import { databaseAuthority } from '../../../rehearsal/scenes/migration/database.ts';
import { mariaDbPrograms, startMariaDb } from '../../../rehearsal/scenes/migration/mariadb.ts';
import { startPostgres } from '../../../rehearsal/scenes/migration/postgres.ts';
import { Interruption } from '../../../rehearsal/stage/interruption.ts';
import { runCommand } from '../../../rehearsal/tools/command.ts';
import { startProcessGroup } from '../../../rehearsal/tools/process-group.ts';

const folder = tmpdir();
const ignore = () => {};
// As in a rehearsal: before anything is started.
const { interrupted } = new Interruption();

await startEmulator({ account: '111122223333', region: 'us-west-1', tmpDir: folder, log: ignore });
const database = { log: ignore, by: await databaseAuthority() };
const postgres = await startPostgres(folder, database);
const mariaDb = mariaDbPrograms();
if (mariaDb) await startMariaDb(folder, mariaDb, database);
const machine = await startProcessGroup({
  names: ['main'],
  log: (_, line) => deploy(line),
  onEnded: ignore,
});
machine.run('main', ['sh', '-c', 'echo machine; exec sleep 1000']);
interrupted.catch(async ({ exitCode }) => {
  await postgres.stop();
  await machine.kill();
  process.stdout.write('the last word\n');
  process.exit(exitCode);
});

/** Begun when the machine runs. */
function deploy(machine: string): void {
  const say = (line: string) => process.stdout.write(`${machine} and ${line} ready\n`);
  const options = { cwd: folder, env: process.env, signal: new AbortController().signal, log: say };
  void runCommand('sh', ['-c', 'echo deployment; sleep 1000; true'], options);
}
