import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { DatabaseSettings } from '../../../lambdas/migration/contract/settings.ts';

export interface RealDatabase {
  readonly host: string;
  readonly port: number;
  /** Of the MariaDB beside it; absent where none was started. */
  readonly mariaDbPort?: number;
  readonly authorityFile: string;
  /** What it has logged so far. */
  readonly log: readonly string[];
  stop(): Promise<void>;
}

/**
 * A real PostgreSQL that takes TLS only, and the MariaDB that databases need. In another process, because
 * PostgreSQL's library is an ES module.
 */
export async function startRealDatabase(databases: readonly DatabaseSettings[] = []): Promise<RealDatabase> {
  const program = [join(__dirname, 'database-process.ts'), JSON.stringify(databases)];
  const child = spawn(process.execPath, program, {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const log: string[] = [];
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), ended(child)]);
  lines.on('line', (line) => log.push(line));
  return {
    ...JSON.parse(String(first[0])),
    log,
    stop: async () => {
      const exit = once(child, 'exit');
      child.stdin.end();
      await exit;
    },
  };
}

async function ended(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`the database ended with code ${code} before it was ready`);
}
