import type { DatabaseSettings } from '../../../../../../lambdas/migration/contract/settings.ts';
import type {
  DescribedDatabase,
  DescribedProxy,
  ProxyTarget,
} from '../../../../../../lambdas/migration/ports/databases.ts';
import { describeDatabases } from '../../../../../../lambdas/migration/preflight/describe-databases/describe-databases.ts';

const NOW = Date.parse('2027-03-01T00:00:00Z');
const DAY = 86_400_000;
const ASKED = { kind: 'instance', engine: 'postgres', roundTrips: 20, p99BudgetMs: 10 } as const;
const SETTINGS: DatabaseSettings = { identifier: 'shop-db', ...ASKED };
const SOUND: DescribedDatabase = {
  status: 'available',
  engine: 'postgres',
  engineVersion: '18.4',
  endpoint: { host: 'shop-db.abc.us-west-1.rds.amazonaws.com', port: 5432 },
  publiclyAccessible: false,
  multiAz: true,
  otherEndpoints: [],
  zones: ['us-west-1a', 'us-west-1c'],
  encryptionKey: 'arn:key',
  certificateAuthorities: ['rds-ca-rsa2048-g1'],
  certificateUntil: new Date(NOW + 365 * DAY).toISOString(),
  pendingChanges: [],
  maintenance: [],
};

const TARGET: ProxyTarget = { identifier: 'shop-db-1', state: 'AVAILABLE', why: '' };
const NO_SUBNETS = { subnets: async () => [] };

async function describeOne(
  found: Partial<DescribedDatabase & DescribedProxy> | Error | undefined,
  settings = SETTINGS,
) {
  const describe = async () => {
    if (found instanceof Error) throw found;
    return found && { ...SOUND, targets: [TARGET], ...found };
  };
  const databases = { instance: describe, cluster: describe, proxy: describe };
  const { endpoints, findings } = await describeDatabases(
    { databases: [settings] },
    { databases, network: NO_SUBNETS, clock: { now: () => NOW } },
  );
  expect(findings.every(({ check, subject }) => check === 'DescribeDatabases' && subject === 'shop-db')).toBe(
    true,
  );
  return { endpoints, findings, brief: findings.map(({ level, code }) => `${level} ${code}`) };
}

describe('What RDS says of a database', () => {
  it('is handed on with the settings, and passes when nothing speaks against it', async () => {
    const { endpoints, brief, findings } = await describeOne({});
    expect(findings[0]?.seen).toBe(
      'RDS reports: available, postgres 18.4, in us-west-1a, us-west-1c, encrypted with arn:key, certificate authority rds-ca-rsa2048-g1 until 2028-02-29T00:00:00.000Z.',
    );
    expect(brief).toEqual(['pass database-described']);
    expect(endpoints).toEqual([{ subject: 'shop-db', ...ASKED, ...SOUND.endpoint }]);
  });

  it.each<[string, Partial<DescribedDatabase>, string[]]>([
    ['has no endpoint', { endpoint: undefined, status: 'creating' }, ['fail database-without-endpoint']],
    ['is stopped', { status: 'stopped' }, ['fail database-not-available']],
    ['has a full storage', { status: 'storage-full' }, ['fail database-not-available']],
    ['lost its key', { status: 'inaccessible-encryption-credentials' }, ['fail database-not-available']],
    ['is something new', { status: 'pondering' }, ['fail database-not-available']],
    ['backs up', { status: 'backing-up' }, ['warn database-not-available']],
    ['is another engine', { engine: 'mysql' }, ['fail database-engine-differs']],
    ['is public', { publiclyAccessible: true }, ['warn database-public']],
    ['is in one zone', { multiAz: false }, ['warn database-single-zone']],
    ['is not encrypted', { encryptionKey: '' }, ['warn database-not-encrypted']],
    ['is about to change', { pendingChanges: ['EngineVersion'] }, ['warn database-change-pending']],
    [
      'is to be maintained',
      { maintenance: [{ action: 'system-update', description: '', at: '' }] },
      ['warn database-maintenance-pending'],
    ],
    [
      'has an old certificate',
      { certificateUntil: new Date(NOW - DAY).toISOString() },
      ['fail database-certificate-over'],
    ],
    [
      'has a certificate that ends soon',
      { certificateUntil: new Date(NOW + 59 * DAY).toISOString() },
      ['warn database-certificate-ends'],
    ],
    [
      'has a certificate that lasts',
      { certificateUntil: new Date(NOW + 61 * DAY).toISOString() },
      ['pass database-described'],
    ],
    ['does not say how long its certificate lasts', { certificateUntil: '' }, ['pass database-described']],
  ])('that it %s is found', async (_what, found, expected) => {
    const { brief, findings } = await describeOne(found);
    expect(brief).toEqual(expected);
    expect(findings[0]?.toDo === '').toBe(findings[0]?.level === 'pass');
  });

  it('is no way to it without an endpoint', async () => {
    expect((await describeOne({ endpoint: undefined })).endpoints).toEqual([]);
  });

  it('tells when it will be maintained, and what that is', async () => {
    const at = '2027-03-05T03:00:00.000Z';
    const maintenance = [
      { action: 'system-update', description: 'New OS', at },
      { action: 'db-upgrade', description: '', at: '' },
    ];
    const { findings } = await describeOne({ maintenance });
    expect(findings[0]?.seen).toBe(
      `RDS has maintenance pending: system-update from ${at} (New OS); db-upgrade without a date.`,
    );
  });

  it('is all reported, not just the first', async () => {
    const { brief } = await describeOne({ status: 'stopped', publiclyAccessible: true, multiAz: false });
    expect(brief).toEqual([
      'fail database-not-available',
      'warn database-public',
      'warn database-single-zone',
    ]);
  });

  it.each([
    ['postgres', 'postgres', true],
    ['postgres', 'aurora-postgresql', true],
    ['postgres', 'mariadb', false],
    ['mysql', 'mysql', true],
    ['mysql', 'aurora-mysql', true],
    ['mysql', 'mariadb', true],
    ['mysql', 'sqlserver-ex', false],
    ['mysql', 'not reported', false],
  ] as const)('fits %s: %s is %s', async (engine, found, fits) => {
    const { brief } = await describeOne({ engine: found }, { ...SETTINGS, engine });
    expect(brief.includes('fail database-engine-differs')).toBe(!fits);
  });

  it('leads to each endpoint of a cluster', async () => {
    const reader = { host: 'shop-db.cluster-ro-abc.test', port: 5432 };
    const cluster = { ...SETTINGS, kind: 'cluster' } as const;
    const { endpoints } = await describeOne({ otherEndpoints: [{ name: 'reader', ...reader }] }, cluster);
    expect(endpoints).toEqual([
      { subject: 'shop-db', ...ASKED, kind: 'cluster', ...SOUND.endpoint },
      { subject: 'shop-db (reader)', ...ASKED, kind: 'cluster', ...reader },
    ]);
  });

  it.each<[string, Partial<DescribedDatabase>, DatabaseSettings['engine'], string[]]>([
    ['is available', { engine: 'postgresql' }, 'postgres', ['pass database-described']],
    ['serves MariaDB', { engine: 'mysql' }, 'mariadb', ['pass database-described']],
    ['is for another engine', { engine: 'mysql' }, 'postgres', ['fail database-engine-differs']],
    ['is being made', { engine: 'mysql', status: 'creating' }, 'mysql', ['fail database-not-available']],
  ])('that a proxy %s is found', async (_what, found, engine, expected) => {
    const { brief, endpoints } = await describeOne(found, { ...SETTINGS, kind: 'proxy', engine });
    expect(brief).toEqual(expected);
    expect(endpoints).toHaveLength(1);
  });

  it.each<[string, readonly Partial<ProxyTarget>[], string[]]>([
    ['nothing', [], ['fail database-proxy-without-target']],
    ['what is out of reach', [{ state: 'UNAVAILABLE' }], ['fail database-proxy-target-unhealthy']],
    ['one that is, of two', [{}, { state: 'UNAVAILABLE' }], ['warn database-proxy-target-unhealthy']],
    ['one that is being added', [{}, { state: 'REGISTERING' }], ['warn database-proxy-target-unhealthy']],
    ['one that nobody uses', [{}, { state: 'UNUSED' }], ['pass database-described']],
  ])('that a proxy leads to %s is found', async (_what, targets, expected) => {
    const found = { engine: 'postgresql', targets: targets.map((each) => ({ ...TARGET, ...each })) };
    const { brief } = await describeOne(found, { ...SETTINGS, kind: 'proxy' });
    expect(brief).toEqual(expected);
  });

  it('says which database a proxy does not reach, and why', async () => {
    const targets = [{ ...TARGET, state: 'UNAVAILABLE', why: 'AUTH_FAILURE: no secret' }];
    const { findings } = await describeOne({ engine: 'postgresql', targets }, { ...SETTINGS, kind: 'proxy' });
    expect(findings[0]?.seen).toContain('shop-db-1 is UNAVAILABLE (AUTH_FAILURE: no secret)');
  });

  it('that a proxy is not there, and that it may not be asked, are two things', async () => {
    const proxy = { ...SETTINGS, kind: 'proxy' } as const;
    expect((await describeOne(undefined, proxy)).brief).toEqual(['fail database-not-found']);
    expect((await describeOne(new Error('no'), proxy)).brief).toEqual(['fail database-unreadable']);
  });

  it('is not asked of a database outside of it', async () => {
    const at = { host: 'db.example.com', port: 3307 };
    const outside = { ...SETTINGS, kind: 'host', identifier: 'db.example.com:3307', at } as const;
    expect(await describeOne(new Error('asked'), outside)).toEqual({
      endpoints: [{ subject: 'db.example.com:3307', ...ASKED, kind: 'host', ...at }],
      findings: [],
      brief: [],
    });
  });

  it('that there is none, and that it may not be asked, are two things', async () => {
    expect(await describeOne(undefined)).toMatchObject({ endpoints: [], brief: ['fail database-not-found'] });
    const denied = await describeOne(new Error('AccessDenied: no'));
    expect(denied).toMatchObject({ endpoints: [], brief: ['fail database-unreadable'] });
    expect(denied.findings[0]?.seen).toContain('AccessDenied: no');
  });

  it('of one database hides nothing of the others', async () => {
    const describe = async (identifier: string) => {
      if (identifier === 'bad') throw new Error('no');
      return SOUND;
    };
    const databases = { instance: describe, cluster: describe, proxy: async () => undefined };
    const settings = [{ ...SETTINGS, identifier: 'bad' }, SETTINGS];
    const { endpoints, findings } = await describeDatabases(
      { databases: settings },
      { databases, network: NO_SUBNETS, clock: { now: () => NOW } },
    );
    expect(endpoints.map(({ subject }) => subject)).toEqual(['shop-db']);
    expect(findings.map(({ level }) => level)).toEqual(['fail', 'pass']);
  });

  describe('comes with the zones of the places from where it is probed', () => {
    const placed = (...subnetIds: string[]) => ({ vpcId: 'vpc-1', subnetIds, securityGroupIds: ['sg-1'] });
    const settings = {
      databases: [SETTINGS],
      clusterNetwork: placed('subnet-a', 'subnet-b'),
      legacyNetwork: placed('subnet-l'),
    };
    const describe = async () => SOUND;
    const databases = { instance: describe, cluster: describe, proxy: async () => undefined };
    const clock = { now: () => NOW };

    it('in the order of the places, empty where the subnet is not seen', async () => {
      const known = { vpcId: 'vpc-1', cidrs: [] };
      const subnets = async () => [
        { ...known, id: 'subnet-l', zone: 'us-west-1c' },
        { ...known, id: 'subnet-a', zone: 'us-west-1a' },
      ];
      const network = { subnets };
      const described = await describeDatabases(settings, { databases, network, clock });
      expect(described.zones).toEqual(['us-west-1a', '', 'us-west-1c']);
      expect(described.findings.map(({ code }) => code)).toEqual(['database-described']);
    });

    it('none of them where EC2 does not answer, which is a warning', async () => {
      const network = { subnets: () => Promise.reject(new Error('UnauthorizedOperation')) };
      const described = await describeDatabases(settings, { databases, network, clock });
      expect(described.zones).toEqual(['', '', '']);
      expect(described.endpoints).toHaveLength(1);
      expect(described.findings.at(-1)).toMatchObject({
        subject: 'DescribeDatabases',
        level: 'warn',
        code: 'database-zones-unreadable',
        seen: expect.stringContaining('UnauthorizedOperation'),
      });
    });
  });
});
