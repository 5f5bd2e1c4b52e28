import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { noWriteLost } from '../../../rehearsal/checks/etcd.ts';
import { replaced } from '../../../rehearsal/checks/machines.ts';
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
  expect(played.held.length).toBeGreaterThan(10);
  expect(played.held).toEqual(expect.arrayContaining([noWriteLost.claim, replaced('b').claim]));
  expect(played.figures.join('\n')).toMatch(/main +\d+ writes acknowledged.*\nevents +\d+ writes/);
});

it('fails the one claim that is not true, in plain words', () => {
  expect(played.contradictions).toEqual({
    [replaced('c').claim]: [
      'b is another instance than before',
      'c is still the instance that it was before',
    ],
  });
});

it('leaves no process behind', () => {
  const { stdout } = spawnSync('ps', ['-e', '-o', 'pgid=,stat='], { encoding: 'utf8' });
  const left = stdout.split('\n').map((line) => line.trim().split(/\s+/));
  expect(played.processGroups).toHaveLength(3);
  for (const group of played.processGroups) {
    expect(left.filter(([pgid, stat]) => pgid === String(group) && !stat?.startsWith('Z'))).toEqual([]);
  }
});
