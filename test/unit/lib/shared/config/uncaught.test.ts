import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const PROJECT = resolve(import.meta.dirname, '../../../../..');
const ERROR = pathToFileURL(join(PROJECT, 'lib/shared/config/config-error.ts')).href;

/** What Node does with a program that may throw one. */
function run(program: string) {
  const code = `import { ConfigError } from '${ERROR}';
    const refused = () => new ConfigError('migration', [{ path: 'ttl', value: '300', expected: 'a TTL', fix: '60' }]);
    ${program}`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--no-warnings', '--input-type=module-typescript', '-e', code],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

const ALONE = `The configuration of migration has 1 problem; nothing was synthesized.

  ttl: 300
    expected: a TTL
    write:    60

`;

it.each([
  ['thrown', 'throw refused();'],
  ['thrown in what is awaited', 'await (async () => { throw refused(); })();'],
])('the problems are printed alone when the error is %s and nobody catches it', (_, program) => {
  expect(run(program)).toEqual({ status: 1, stdout: '', stderr: ALONE });
});

it('another error is printed as always', () => {
  const { status, stderr } = run('try { throw refused(); } catch {} throw new TypeError("other");');
  expect(status).not.toBe(0);
  expect(stderr).toContain('TypeError: other\n    at ');
});

it('whoever listens for errors gets it', () => {
  const program = `process.on('uncaughtException', ({ name }) => console.log(name)); throw refused();`;
  expect(run(program)).toEqual({ status: 0, stdout: 'ConfigError\n', stderr: '' });
});

it('nothing listens any more in the next turn', () => {
  const program = `try { throw refused(); } catch {}
    setImmediate(() => console.log(process.listenerCount('uncaughtException')));`;
  expect(run(program).stdout).toBe('0\n');
});
