import { existsSync } from 'node:fs';
import { invokeFunction } from './direct.ts';
import { until, useOfflineAws } from './offline-aws.ts';
import { functionOf } from './templates.ts';

const aws = useOfflineAws({ functionIdleSeconds: 0.2 });

const BODY = `exports.handler = async () => {
  for (const begin = process.hrtime.bigint(); process.hrtime.bigint() - begin < 600_000_000n; );
  return process.pid;
};`;

it('Q39: a function ends if it is not called, not while it works, and starts anew for the next call', async () => {
  const { Name = '' } = await aws.deploy('Idle', functionOf('Idle', BODY), {
    Name: { Value: { Ref: 'Idle' } },
  });
  await invokeFunction(aws, Name);
  // At once: its process is still there, and longer at work than it may be idle.
  const first = await invokeFunction(aws, Name);
  expect(first).toEqual(expect.any(Number));
  await until('it has ended', async () => !existsSync(`/proc/${first}`) || undefined);
  const second = await invokeFunction(aws, Name);
  expect(second).toEqual(expect.any(Number));
  expect(second).not.toBe(first);
});
