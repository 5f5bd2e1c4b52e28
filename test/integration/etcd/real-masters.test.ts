import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { get } from 'node:https';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { lostWrites, Writer } from '../../../rehearsal/etcd/index.ts';
import { until } from '../../../rehearsal/etcd/until.ts';
import { describeEachEtcd } from './each-etcd.ts';
import { type RehearsedMasters, rehearseMasters, SERVER_NAME, TOKEN } from './rehearsed-masters.ts';

const MEMBERS = ['a', 'b', 'c'];
const SOON = 20_000;

const fail = (error: Error) => {
  throw error;
};

describeEachEtcd((etcd) => {
  let rehearsed: RehearsedMasters;
  let masters: RehearsedMasters['masters'];

  beforeAll(async () => {
    rehearsed = await rehearseMasters(MEMBERS, ['main', 'events'], etcd);
    masters = rehearsed.masters;
    await Promise.all(MEMBERS.map((member) => rehearsed.up(member)));
    await masters.settle();
  });
  afterAll(() => rehearsed.stop());

  const main = () => masters.etcdCluster('main');

  /** What the API server of the machine with this member says, line by line. */
  function readyz(member: string): Promise<readonly string[]> {
    const port = masters.machineOf('main', member)?.apiPort;
    const headers = { authorization: `Bearer ${TOKEN}` };
    const options = { host: '127.0.0.1', port, path: '/readyz?verbose', headers, agent: false };
    return new Promise((resolve, reject) => {
      get({ ...options, ca: rehearsed.authority, servername: SERVER_NAME }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text) => {
          body += text;
        });
        response.on('end', () => resolve(body.trim().split('\n')));
      }).on('error', reject);
    });
  }

  it('is a cluster of etcd that each master says is ready', async () => {
    expect(await main().member('a').client.members()).toEqual(MEMBERS);
    expect((await main().member('a').client.status()).version).toBe(etcd.version);
    for (const member of MEMBERS) {
      expect(await readyz(member)).toEqual(
        expect.arrayContaining(['[+]etcd ok', '[+]etcd-override-0 ok', 'readyz check passed']),
      );
    }
  });

  it('continues without one master, whose replacement is the same member', async () => {
    const writer = new Writer(main(), () => 4711);
    writer.start(fail);
    const { memberId } = await main().member('b').client.status();
    await masters.terminate('i-b');
    await masters.settle();
    expect(masters.runningMembers('main').map(({ name }) => name)).toEqual(['a', 'c']);
    expect(await readyz('a')).toContain('readyz check passed');
    const before = writer.acknowledged.length;
    await until('writes without b', async () => writer.acknowledged.length > before || undefined, SOON);
    await rehearsed.up('b', 'i-b2');
    await masters.settle();
    expect((await main().member('b').client.status()).memberId).toBe(memberId);
    expect(await main().member('b').client.members()).toEqual(MEMBERS);
    await writer.stop();
    expect(await lostWrites(main(), writer)).toEqual([]);
    expect(writer.acknowledged.length).toBeGreaterThan(before);
  });

  it('has no quorum with two masters down, and not one write acknowledged meanwhile', async () => {
    const writer = new Writer(main(), () => 4711);
    writer.start(fail);
    await until('writes', async () => writer.acknowledged.length > 3 || undefined, SOON);
    await Promise.all([masters.terminate('i-a'), masters.terminate('i-c')]);
    expect(masters.runningMembers('main')).toHaveLength(1);
    const lines = await readyz('b');
    expect(lines).toContain('[-]etcd failed: reason withheld');
    expect(lines).toContain('[-]etcd-override-0 failed: reason withheld');
    const acknowledged = writer.acknowledged.length;
    // Nothing to wait for: what has no quorum doesn't settle.
    await masters.settle();
    await Promise.all([rehearsed.up('a'), rehearsed.up('c')]);
    await masters.settle();
    await until('writes again', async () => writer.acknowledged.length > acknowledged || undefined, SOON);
    await writer.stop();
    expect(await lostWrites(main(), writer)).toEqual([]);
    const longest = writer.stretches.toSorted((a, b) => b.took - a.took)[0];
    expect(longest).toMatchObject({
      from: 4711,
      to: 4711,
      ended: true,
      reason: expect.stringMatching(/put/),
    });
    expect(longest?.took).toBeGreaterThan(500);
  });

  it('has an API server before it has its volumes', async () => {
    await masters.terminate('i-c');
    await masters.launch('i-c', '10.40.2.10');
    await masters.attach('i-c', 'main', 'c');
    const lines = await readyz('c');
    expect(lines).toContain('[-]etcd-override-0 failed: reason withheld');
    await masters.attach('i-c', 'events', 'c');
    await masters.settle();
    expect(await readyz('c')).toContain('readyz check passed');
  });

  it('continues without one member whose process has ended, and whose API server says so', async () => {
    await masters.stopMember('events', 'b');
    expect(masters.runningMembers('events').map(({ name }) => name)).toEqual(['a', 'c']);
    await masters.settle();
    expect(await readyz('b')).toEqual(
      expect.arrayContaining(['[+]etcd ok', '[-]etcd-override-0 failed: reason withheld']),
    );
    expect(await readyz('a')).toContain('readyz check passed');
    await masters.startMember('events', 'b');
    await masters.settle();
    expect(await readyz('b')).toContain('readyz check passed');
    expect(rehearsed.died).toEqual([]);
  });

  it('makes a member on an empty volume anew, with all that the others have', async () => {
    const writer = new Writer(main(), () => 4711);
    writer.start(fail);
    await until('writes', async () => writer.acknowledged.length > 3 || undefined, SOON);
    const { memberId } = await main().member('c').client.status();
    await masters.terminate('i-c');
    await masters.launch('i-c2', '10.40.2.11');
    await masters.attach('i-c2', 'events', 'c');
    await masters.fill('i-c2', 'main', 'c');
    await masters.settle();
    await writer.stop();
    expect((await main().member('c').client.status()).memberId).not.toBe(memberId);
    expect(await main().member('a').client.members()).toEqual(MEMBERS);
    expect(await lostWrites(main(), writer)).toEqual([]);
    await masters.terminate('i-c2');
    await rehearsed.up('c');
    await masters.settle();
  });

  it('refuses what cannot be with machines and volumes', async () => {
    await expect(masters.launch('i-a', '10.40.9.9')).rejects.toThrow('i-a runs already');
    await expect(masters.terminate('i-z')).rejects.toThrow('i-z does not run');
    await masters.launch('i-d', '10.40.9.9');
    await expect(masters.attach('i-d', 'main', 'a')).rejects.toThrow('of a of main is attached to i-a');
    await expect(masters.attach('i-d', 'main', 'e')).rejects.toThrow('main has no member e, only a, b, c');
    await expect(masters.attach('i-d', 'leases', 'a')).rejects.toThrow('there is no etcd cluster leases');
    await masters.terminate('i-d');
  });

  it('reports a member that ends unasked, with its last words, and no other', async () => {
    expect(rehearsed.died).toEqual([]);
    await masters.terminate('i-a');
    await masters.launch('i-a', '10.40.0.10');
    // A member whose port somebody else has cannot run.
    const squatter = createServer().listen(main().member('a').peerPort, '127.0.0.1');
    await once(squatter, 'listening');
    masters.attach('i-a', 'main', 'a').catch(() => {});
    await until('the news', async () => rehearsed.died[0], SOON);
    squatter.close();
    const [death] = rehearsed.died;
    expect(death?.name).toBe('EtcdDied');
    expect(death?.message).toMatch(/^member a of main on i-a ended unexpectedly with code [1-9]/);
    expect(death?.message).toContain('address already in use');
    await masters.terminate('i-a');
  });

  /** A connection that was kept open may be reset once before a new one is refused. */
  async function refusesConnections(member: string): Promise<true | undefined> {
    const failure = await main()
      .member(member)
      .client.status()
      .then(
        () => undefined,
        (error: Error) => error,
      );
    return failure?.message.includes('ECONNREFUSED') || undefined;
  }

  it('ends with everything, and leaves the volumes', async () => {
    await masters.close();
    for (const member of MEMBERS) {
      expect(masters.machineOf('main', member)).toBeUndefined();
      await until(`member ${member} to be gone`, () => refusesConnections(member), SOON);
      expect(existsSync(join(main().member(member).folder, 'member'))).toBe(true);
    }
    expect(readdirSync(rehearsed.folder)).toHaveLength(7);
  });
});
