import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LeftOfPostgres } from './failing-postgres.ts';

it('ends PostgreSQL if what it is to have cannot be made', async () => {
  const program = join(__dirname, 'failing-postgres.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program]);
  const left: LeftOfPostgres = JSON.parse(stdout);
  expect(left).toEqual({
    message: expect.stringMatching(/^PostgreSQL did not start on port \d+ /),
    isOpen: false,
    hasFiles: false,
  });
}, 60_000);
