import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { SocketDatabaseProbe } from '../../../lambdas/migration/adapters/database-probe/socket-database-probe.ts';
import type { ProbedFromHere } from '../../../lambdas/migration/contract/database-probes.ts';
import type { DatabaseEndpoint } from '../../../lambdas/migration/contract/payloads.ts';
import { probingPlaces } from '../../../lambdas/migration/contract/probing-places.ts';
import { probeDatabases } from '../../../lambdas/migration/preflight/probe-databases/probe-databases.ts';
import { verifyRds } from '../../../lambdas/migration/preflight/verify-rds/verify-rds.ts';
import { someSettings } from '../../support/migration/settings.ts';
import { TcpProxy, type Way } from '../../support/migration/tcp-proxy.ts';
import { RDS_AUTHORITY } from '../../unit/lib/migration/config/configurations.ts';
import { COMMON, database, logFromNow } from '../database-servers/shared-servers.ts';

const WITHIN_MS = 60_000;

describe('A real PostgreSQL with TLS', () => {
  let endpoint: DatabaseEndpoint;
  let trusting: SocketDatabaseProbe;
  /** For what never answers. */
  let quick: SocketDatabaseProbe;
  /** What the server has logged since these tests began. */
  let log: () => readonly string[];
  beforeAll(async () => {
    log = await logFromNow();
    const { host, port, ca } = database;
    endpoint = { subject: 'shop-db', ...COMMON, engine: 'postgres', host, port };
    trusting = new SocketDatabaseProbe({ trusted: () => createSecureContext({ ca }) });
    quick = new SocketDatabaseProbe({ timeoutMs: 300 });
  });

  it('is reached up to where it asks for a password', async () => {
    expect(await trusting.reach(endpoint)).toEqual({
      reached: true,
      addresses: expect.arrayContaining(['127.0.0.1']),
      server: 'PostgreSQL asks for SASL (SCRAM) authentication',
      tls: 'TLSv1.3',
      certificate: expect.stringMatching(/^CN=localhost, issued by .+, valid until .+ GMT$/),
    });
  });

  it('makes as many round trips as requested', async () => {
    const { times, lost } = await trusting.roundTrips(endpoint, WITHIN_MS);
    expect(lost).toBe(0);
    expect(times).toHaveLength(20);
    expect(times.flatMap(({ connect, tls, answer }) => [connect, tls, answer]).every((one) => one > 0)).toBe(
      true,
    );
  });

  it('makes no more when the time is over', async () => {
    expect(await trusting.roundTrips(endpoint, 0)).toEqual({ times: [], lost: 0 });
  });

  it('has nothing to complain of afterwards', async () => {
    await trusting.reach(endpoint);
    await trusting.roundTrips(endpoint, WITHIN_MS);
    expect(log().filter((line) => /FATAL|ERROR|could not accept|incomplete|EOF/.test(line))).toEqual([]);
  });

  it('is not trusted without its authority', async () => {
    expect(await new SocketDatabaseProbe().reach(endpoint)).toMatchObject({
      reached: false,
      failure: 'certificate-unknown-authority',
      message: expect.stringContaining('CN=localhost'),
    });
  });

  it.each(['instance', 'proxy', 'host'] as const)(
    'is not trusted as a %s by the authorities that are known',
    async (kind) => {
      expect(await new SocketDatabaseProbe().reach({ ...endpoint, kind })).toMatchObject({
        failure: 'certificate-unknown-authority',
      });
    },
  );

  it('is not trusted under another name than its certificate has', async () => {
    const asAddress = await trusting.reach({ ...endpoint, host: '127.0.0.1' });
    expect(asAddress).toMatchObject({ reached: false, failure: 'certificate-name' });
    const lookup = async () => ['127.0.0.1'];
    const { ca } = database;
    const other = new SocketDatabaseProbe({ lookup, trusted: () => createSecureContext({ ca }) });
    expect(await other.reach({ ...endpoint, host: 'shop-db.example' })).toMatchObject({
      failure: 'certificate-name',
      message: expect.stringContaining('expected shop-db.example'),
    });
  });

  it('is not a MySQL', async () => {
    expect(await quick.reach({ ...endpoint, engine: 'mysql' })).toMatchObject({
      reached: false,
      failure: 'no-answer',
    });
  });

  describe('over a bad way', () => {
    let proxy: TcpProxy | undefined;
    afterEach(() => proxy?.stop());
    async function over(way: Way): Promise<DatabaseEndpoint> {
      proxy = await TcpProxy.start(database.port, way);
      return { ...endpoint, port: proxy.port, roundTrips: 5 };
    }

    it('of 30 ms in each direction takes as long in TLS and for the answer', async () => {
      const { times, lost } = await trusting.roundTrips(await over({ delayMs: 30 }), WITHIN_MS);
      expect({ measured: times.length, lost }).toEqual({ measured: 5, lost: 0 });
      // A timer may end a millisecond early; agreeing on TLS is one round trip, its handshake another.
      expect(Math.min(...times.map(({ answer }) => answer))).toBeGreaterThan(58);
      expect(Math.min(...times.map(({ tls }) => tls))).toBeGreaterThan(116);
    });

    it.each<[string, Way, string]>([
      ['that swallows everything', { silentAfter: 0 }, 'no-answer'],
      ['that swallows what comes after the first answer', { silentAfter: 1 }, 'no-answer'],
      ['that is cut at once', { cutAfter: 0 }, 'closed'],
      ['that is cut in the handshake', { cutAfter: 1 }, 'tls-failed'],
    ])('%s ends there', async (_what, way, failure) => {
      const { ca } = database;
      // Patient where something comes, however busy the machine is.
      const timeoutMs = way.silentAfter === undefined ? 3000 : 300;
      const probe = new SocketDatabaseProbe({ timeoutMs, trusted: () => createSecureContext({ ca }) });
      expect(await probe.reach(await over(way))).toMatchObject({ reached: false, failure });
    });
  });

  describe('from several zones', () => {
    let proxies: TcpProxy[] = [];
    afterEach(async () => {
      await Promise.all(proxies.map((proxy) => proxy.stop()));
      proxies = [];
    });

    /** What VerifyRds says when the way from each zone is such a one, with a budget that only long ways exceed. */
    async function verdictOver(...ways: readonly Way[]): Promise<readonly string[]> {
      const asked: DatabaseEndpoint = { ...endpoint, roundTrips: 2, p99BudgetMs: 200 };
      proxies = await Promise.all(ways.map((way) => TcpProxy.start(database.port, way)));
      const subnetIds = ways.map((_, index) => `subnet-${index}`);
      const clusterNetwork = { vpcId: 'vpc-1', subnetIds, securityGroupIds: ['sg-1'] };
      const places = probingPlaces({ databases: [{ ...asked, identifier: 'shop-db' }], clusterNetwork });
      const from = (place: number, { port } = proxies[place] as TcpProxy) =>
        probeDatabases([{ ...asked, port }], { probe: trusting, place, places: places.length });
      const slow = ways.map(({ delayMs }, place) => (delayMs === undefined ? undefined : from(place)));
      const probed: ProbedFromHere[] = [];
      // Fast ones one after the other: what is compared must not be the load that others make. A slow one makes little.
      for (const [place, one] of slow.entries()) probed.push(await (one ?? from(place)));
      const zones = ways.map((_, index) => `us-west-1${'abc'.charAt(index)}`);
      const described = { endpoints: [asked], zones, findings: [] };
      const { findings } = verifyRds(places, { described, seen: probed });
      return findings.flatMap(({ level, code, seen }) =>
        level === 'pass' ? [] : [`${code}: ${seen.split('.')[0]}`],
      );
    }

    it.each<[string, readonly Way[], readonly string[]]>([
      ['all fast', [{}, {}, {}], []],
      ['one slow', [{}, { delayMs: 110 }, {}], ['database-slow-in-zone: Too slow from us-west-1b only']],
      [
        'all slow',
        [{ delayMs: 110 }, { delayMs: 110 }],
        ['database-too-slow: From us-west-1a, 2 connections'],
      ],
    ])('is judged by each: %s', async (_what, ways, expected) => {
      const found = await verdictOver(...ways);
      expect(found.map((text, index) => text.slice(0, expected[index]?.length))).toEqual(expected);
    });

    it('is cut off from one of them', async () => {
      expect(await verdictOver({}, { cutAfter: 0 }, {})).toEqual([
        expect.stringMatching(/^database-closed: From us-west-1b, localhost /),
      ]);
    });
  });

  describe('by the function as it is deployed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'probe-databases-'));
    afterAll(() => rmSync(folder, { recursive: true }));

    /** In a process of its own, because the authorities from outside are read when a process starts. */
    async function invoke(
      environment: Readonly<Record<string, string>>,
      files: Readonly<Record<string, string>> = {},
    ): Promise<ProbedFromHere> {
      const beside = { 'settings.json': JSON.stringify(someSettings()), ...files };
      for (const [name, text] of Object.entries(beside)) writeFileSync(join(folder, name), text);
      const run = { name: 'run-1', arn: 'arn', startedAt: '2027-03-01T00:00:00Z' };
      const payload = { run, continues: '', dryRun: false, endpoints: [endpoint], place: 0 };
      const handler = join(__dirname, '../../../lambdas/migration/preflight/probe-databases/handler.ts');
      const script = `
        const { handler } = await import(${JSON.stringify(handler)});
        const result = await handler(${JSON.stringify(payload)});
        process.stdout.write('\\nRESULT' + JSON.stringify(result));`;
      const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
        env: { PATH: process.env.PATH ?? '', LAMBDA_TASK_ROOT: folder, ...environment },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let output = '';
      child.stdout.on('data', (data) => {
        output += data;
      });
      const [code] = await once(child, 'exit');
      expect(code).toBe(0);
      return JSON.parse(output.split('RESULT').at(-1) ?? '');
    }
    const REACHED = { databases: [{ reach: { reached: true }, measured: { tried: 20, lost: 0 } }] };

    it('is trusted when the environment names its authority', async () => {
      expect(await invoke({ NODE_EXTRA_CA_CERTS: database.authorityFile })).toMatchObject(REACHED);
    });

    it('is not trusted otherwise', async () => {
      expect(await invoke({})).toMatchObject({
        databases: [{ reach: { reached: false, failure: 'certificate-unknown-authority' } }],
      });
    });

    it('is trusted when its authority was deployed beside the code', async () => {
      const files = { 'database-authorities.pem': `${RDS_AUTHORITY}\n${database.ca}` };
      expect(await invoke({}, files)).toMatchObject(REACHED);
    });
  });
});
