import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PlayedMasters } from './played-masters.ts';

const run = promisify(execFile);

let played: PlayedMasters;
beforeAll(async () => {
  const { stdout } = await run(process.execPath, [join(__dirname, 'played-masters.ts')], {
    maxBuffer: 16 * 1024 * 1024,
  });
  played = JSON.parse(stdout);
}, 180_000);

it('replaces a master that dies, by what the CDK has deployed and with real etcd', () => {
  expect(played.contradictions).toEqual([]);
  expect(played.claims).toBeGreaterThan(10);
  expect(played.figures.join('\n')).toMatch(/main +\d+ writes acknowledged.*\nevents +\d+ writes/);
});

it('touches no master when API servers refuse the token, and fails the scenario in plain words', () => {
  expect(played.mailsWithoutToken).toEqual([expect.stringContaining('CredentialsRefused')]);
  expect(played.contradictionsWithoutToken).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^i-\w+-1 is FAILED: CredentialsRefused: /),
      'b is still the instance that it was before',
      expect.stringMatching(/^".*CredentialsRefused.*" was sent$/),
    ]),
  );
  expect(played.contradictionsWithoutToken.join('\n')).not.toMatch(/was let go|has lost/);
});

it('leaves no process behind', () => {
  const { stdout } = spawnSync('ps', ['-e', '-o', 'pgid=,stat='], { encoding: 'utf8' });
  const left = stdout.split('\n').map((line) => line.trim().split(/\s+/));
  expect(played.processGroups).toHaveLength(3);
  for (const group of played.processGroups) {
    expect(left.filter(([pgid, stat]) => pgid === String(group) && !stat?.startsWith('Z'))).toEqual([]);
  }
});
