import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { SocketDatabaseProbe } from '../../../lambdas/migration/adapters/database-probe/socket-database-probe.ts';
import type { CheckResult } from '../../../lambdas/migration/contract/findings.ts';
import type { DatabaseEndpoint } from '../../../lambdas/migration/contract/payloads.ts';
import { type RealDatabase, startRealDatabase } from '../../support/migration/real-database.ts';
import { someSettings } from '../../support/migration/settings.ts';
import { TcpProxy, type Way } from '../../support/migration/tcp-proxy.ts';
import { RDS_AUTHORITY } from '../../unit/lib/migration/config/configurations.ts';

const WITHIN_MS = 60_000;

describe('A real PostgreSQL with TLS', () => {
  let database: RealDatabase;
  let endpoint: DatabaseEndpoint;
  let trusting: SocketDatabaseProbe;
  /** For what never answers. */
  let quick: SocketDatabaseProbe;
  beforeAll(async () => {
    database = await startRealDatabase();
    const { host, port } = database;
    const asked = { kind: 'instance', engine: 'postgres', roundTrips: 20, p99BudgetMs: 1000 } as const;
    endpoint = { subject: 'shop-db', ...asked, host, port };
    const ca = readFileSync(database.authorityFile, 'utf8');
    trusting = new SocketDatabaseProbe({ trusted: () => createSecureContext({ ca }) });
    quick = new SocketDatabaseProbe({ timeoutMs: 300 });
  });
  afterAll(() => database?.stop());

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
    expect(database.log.filter((line) => /FATAL|ERROR|could not accept|incomplete|EOF/.test(line))).toEqual(
      [],
    );
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
    const ca = readFileSync(database.authorityFile, 'utf8');
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
      return { ...endpoint, port: proxy.port, roundTrips: 10 };
    }

    it('of 30 ms in each direction takes as long in TLS and for the answer', async () => {
      const { times, lost } = await trusting.roundTrips(await over({ delayMs: 30 }), WITHIN_MS);
      expect({ measured: times.length, lost }).toEqual({ measured: 10, lost: 0 });
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
      const ca = readFileSync(database.authorityFile, 'utf8');
      // Patient where something comes, however busy the machine is.
      const timeoutMs = way.silentAfter === undefined ? 3000 : 300;
      const probe = new SocketDatabaseProbe({ timeoutMs, trusted: () => createSecureContext({ ca }) });
      expect(await probe.reach(await over(way))).toMatchObject({ reached: false, failure });
    });
  });

  describe('by the function as it is deployed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'verify-rds-'));
    afterAll(() => rmSync(folder, { recursive: true }));

    /** In a process of its own, because the authorities from outside are read when a process starts. */
    async function invoke(
      environment: Readonly<Record<string, string>>,
      files: Readonly<Record<string, string>> = {},
    ): Promise<CheckResult> {
      const beside = { 'settings.json': JSON.stringify(someSettings()), ...files };
      for (const [name, text] of Object.entries(beside)) writeFileSync(join(folder, name), text);
      const run = { name: 'run-1', arn: 'arn', startedAt: '2027-03-01T00:00:00Z' };
      const payload = {
        run,
        continues: '',
        dryRun: false,
        described: { endpoints: [endpoint], findings: [] },
      };
      const handler = join(__dirname, '../../../lambdas/migration/preflight/verify-rds/handler.ts');
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
    const brief = ({ findings }: CheckResult) => findings.map(({ level, code }) => `${level} ${code}`);

    it('is trusted when the environment names its authority', async () => {
      const result = await invoke({ NODE_EXTRA_CA_CERTS: database.authorityFile });
      expect(brief(result)).toEqual(['pass database-reached', 'pass database-fast-enough']);
    });

    it('is not trusted otherwise', async () => {
      expect(brief(await invoke({}))).toEqual(['fail database-certificate-authority']);
    });

    it('is trusted when its authority was deployed beside the code', async () => {
      const authority = readFileSync(database.authorityFile, 'utf8');
      const result = await invoke({}, { 'database-authorities.pem': `${RDS_AUTHORITY}\n${authority}` });
      expect(brief(result)).toEqual(['pass database-reached', 'pass database-fast-enough']);
    });
  });
});
