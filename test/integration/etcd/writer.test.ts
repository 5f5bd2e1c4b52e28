import { mkdirSync, rmSync } from 'node:fs';
import { EtcdClient } from '../../../rehearsal/etcd/etcd-client.ts';
import { lostWrites, Writer } from '../../../rehearsal/etcd/index.ts';
import { until } from '../../../rehearsal/etcd/until.ts';
import { describeEachEtcd } from './each-etcd.ts';
import { type RehearsedMasters, rehearseMasters } from './rehearsed-masters.ts';

const SOON = 20_000;

const fail = (error: Error) => {
  throw error;
};

describeEachEtcd((etcd) => {
  let rehearsed: RehearsedMasters;
  beforeAll(async () => {
    rehearsed = await rehearseMasters(['a'], ['main'], etcd);
    await rehearsed.up('a');
    await rehearsed.masters.settle();
  });
  afterAll(() => rehearsed.stop());

  const cluster = () => rehearsed.masters.etcdCluster('main');

  const writes = (writer: Writer, number: number) =>
    until(`${number} writes`, async () => writer.acknowledged.length >= number || undefined, SOON);

  it('finds whatever has become of an acknowledged write', async () => {
    const writer = new Writer(cluster(), Date.now);
    writer.start(fail);
    await writes(writer, 4);
    await writer.stop();
    expect(await lostWrites(cluster(), writer)).toEqual([]);
    const [first, second] = writer.acknowledged;
    await cluster()
      .member('a')
      .client.put(second?.key ?? '', 'something else');
    expect(await lostWrites(cluster(), writer)).toEqual(['a has /writer/00000002 = something else, not 2']);
    expect(first).toMatchObject({ key: '/writer/00000001', value: '1' });
  });

  it('finds that a member began anew from an empty volume', async () => {
    const writer = new Writer(cluster(), Date.now);
    writer.start(fail);
    await writes(writer, 6);
    await writer.stop();
    const last = writer.acknowledged.at(-1);
    await rehearsed.masters.terminate('i-a');
    const { folder, clientPort } = cluster().member('a');
    rmSync(folder, { recursive: true });
    mkdirSync(folder, { mode: 0o700 });
    await rehearsed.up('a');
    // Not by the writer: a try of its that failed may have worked, and then the next one has a revision more.
    const client = new EtcdClient(clientPort, SOON);
    await until('etcd', () => client.ping().then(() => true), SOON);
    const next = { key: '/writer/after', value: 'x', revision: await client.put('/writer/after', 'x') };
    const lost = await lostWrites(cluster(), { acknowledged: [...writer.acknowledged, next] });
    expect(lost[0]).toMatch(/^a has lost \/writer\/00000001, acknowledged at \d+$/);
    expect(lost.at(-1)).toBe(`main acknowledged /writer/after at 2, after ${last?.key} at ${last?.revision}`);
  });

  it('keeps a stretch that had not ended when it stopped', async () => {
    let now = 100;
    const writer = new Writer(cluster(), () => now++);
    writer.start(fail);
    await writes(writer, 2);
    const terminated = now;
    await rehearsed.masters.terminate('i-a');
    const acknowledged = writer.acknowledged.length;
    const began = performance.now();
    await until('a while', async () => performance.now() - began > 400 || undefined, SOON);
    await writer.stop();
    expect(writer.acknowledged.length - acknowledged).toBeLessThanOrEqual(1);
    // On a busy machine a write may take long before that, too.
    const stretches = writer.stretches.filter(({ to }) => to >= terminated);
    expect(stretches).toEqual([
      {
        from: expect.any(Number),
        to: now - 1,
        took: expect.any(Number),
        ended: false,
        reason: expect.any(String),
      },
    ]);
    expect(stretches[0]?.took).toBeGreaterThan(250);
  });
});
