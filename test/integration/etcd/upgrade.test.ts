import { lostWrites, Writer } from '../../../rehearsal/etcd/index.ts';
import { until } from '../../../rehearsal/etcd/until.ts';
import { itWithEachUpgrade } from './each-etcd.ts';
import { rehearseMasters } from './rehearsed-masters.ts';

const MEMBERS = ['a', 'b', 'c'];
const SOON = 20_000;

const fail = (error: Error) => {
  throw error;
};

itWithEachUpgrade('loses nothing while its masters are replaced one by one', async (from, to) => {
  const { masters, up, stop } = await rehearseMasters(MEMBERS, ['main'], from);
  const main = masters.etcdCluster('main');
  const writer = new Writer(main, () => 4711);
  const written = (before: number) =>
    until('another write', async () => writer.acknowledged.length > before || undefined, SOON);
  const statusOf = (member: string) => main.member(member).client.status();
  try {
    await Promise.all(MEMBERS.map((member) => up(member)));
    await masters.settle();
    writer.start(fail);
    await written(0);
    masters.upgrade(to);
    for (const member of MEMBERS) {
      const { memberId } = await statusOf(member);
      await masters.terminate(`i-${member}`);
      await masters.settle();
      await up(member);
      // Whatever version each of them is of, all serve: that is what the gate asks for.
      await masters.settle();
      expect(await statusOf(member)).toMatchObject({ memberId, version: to.version });
      await written(writer.acknowledged.length);
    }
    await writer.stop();
    expect(writer.acknowledged.length).toBeGreaterThan(0);
    expect(await lostWrites(main, writer)).toEqual([]);
  } finally {
    await writer.stop();
    await stop();
  }
});
