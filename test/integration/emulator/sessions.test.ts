import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const PROJECT = resolve(import.meta.dirname, '../../..');

it('Sessions begin side by side', () => {
  const { stdout, stderr, status } = spawnSync(
    join(PROJECT, '.venv/bin/python'),
    [join(import.meta.dirname, 'sessions.py'), join(PROJECT, 'rehearsal/emulator')],
    { env: { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: '1' }, encoding: 'utf8' },
  );
  expect([stdout, status === 0 ? '' : stderr]).toEqual(['1600 sessions\n', '']);
});
