import { LOAD_BALANCER_ZONES } from '../../../../../lambdas/shared/contract/regions.ts';
import { authority } from '../../../../support/certificates.ts';
import {
  ENVIRONMENT,
  fullest,
  problemsOf,
  RDS_AUTHORITY,
  resolve,
  smallest,
  warningsOf,
  withValue,
} from './configurations.ts';
import { itRefuses } from './refusals.ts';

const AUTHORITIES = ['databaseAuthorities'];
/** With databases, and what else belongs into the stack's region. */
const configured = (databaseAuthorities?: string) => ({
  ...smallest(),
  databases: fullest().databases?.map(({ login: _, ...database }) => database),
  clusterNetwork: fullest().clusterNetwork,
  ...(databaseAuthorities !== undefined && { databaseAuthorities }),
});
const problemsIn = (region: string, databaseAuthorities?: string) =>
  problemsOf(configured(databaseAuthorities), { ...ENVIRONMENT, region });

/** Regions whose authorities no database probe knows. */
const UNKNOWN = [
  'ap-east-2',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-west-1',
  'cn-north-1',
  'cn-northwest-1',
  'il-central-1',
  'mx-central-1',
  'us-gov-east-1',
  'us-gov-west-1',
];

describe("the databases' authorities", () => {
  itRefuses([
    {
      wrong: 'a path',
      put: AUTHORITIES,
      value: 'bundle.pem',
      expects: 'PEM',
      advises: "readFileSync('us-west-1-bundle.pem', 'utf8')",
    },
    {
      wrong: 'a private key',
      put: AUTHORITIES,
      value: '-----BEGIN PRIVATE KEY-----',
      shows: 'a private key',
      expects: 'PEM',
      advises: 'only the certificate',
    },
    {
      wrong: 'a certificate that is cut off',
      put: AUTHORITIES,
      value: RDS_AUTHORITY.slice(0, -40),
      shows: 'its END line is missing',
      expects: 'PEM',
      advises: 'the whole file',
    },
  ]);

  it.each(Object.keys(LOAD_BALANCER_ZONES))('must be given in %s, if no probe knows them', (region) => {
    const problems = problemsIn(region);
    expect(problems.map(({ path }) => path)).toEqual(UNKNOWN.includes(region) ? ['databaseAuthorities'] : []);
  });

  it('need not be given for databases that RDS has not signed', () => {
    const databases = [
      { host: 'db.example.com', engine: 'postgres' },
      { identifier: 'pool', kind: 'proxy', engine: 'mysql' },
    ];
    const region = { ...ENVIRONMENT, region: 'il-central-1' };
    expect(problemsOf({ ...configured(), databases }, region)).toEqual([]);
  });

  it.each([
    ['il-central-1', 'https://truststore.pki.rds.amazonaws.com/il-central-1/il-central-1-bundle.pem'],
    ['cn-north-1', 'https://rds-truststore.s3.cn-north-1.amazonaws.com.cn/cn-north-1/cn-north-1-bundle.pem'],
    [
      'us-gov-east-1',
      'https://truststore.pki.us-gov-west-1.rds.amazonaws.com/us-gov-east-1/us-gov-east-1-bundle.pem',
    ],
  ])('are to be had for %s from %s', (region, url) => {
    const [problem] = problemsIn(region);
    expect(problem?.expected).toContain(`RDS in ${region}`);
    expect(problem?.fix).toContain(url);
    expect(problem?.fix).toContain(`databaseAuthorities: readFileSync('${region}-bundle.pem', 'utf8')`);
  });

  it('are those of the region', async () => {
    const { cert } = await authority('Amazon RDS il-central-1 Root CA RSA2048 G1');
    expect(problemsIn('il-central-1', `# of RDS\n${RDS_AUTHORITY}\n${cert}`)).toEqual([]);
    const [problem] = problemsIn('il-central-1', RDS_AUTHORITY);
    expect(problem?.path).toBe('databaseAuthorities');
    expect(problem?.value).toContain('Amazon RDS eu-west-1 Root CA RSA2048 G1');
    expect(problem?.fix).toContain('il-central-1-bundle.pem');
  });

  it('may be others where those of the region are known', async () => {
    const { cert } = await authority('Proxy authority');
    expect(resolve(configured(cert)).deployment.databaseAuthorities).toBe(`${cert.trim()}\n`);
  });

  it('are refused when all have expired, and may contain some that have', async () => {
    const { cert } = await authority('the old one', { from: -2, until: -1 });
    expect(problemsOf(configured(cert))[0]?.expected).toContain('not expired');
    expect(problemsOf(configured(`${cert}${RDS_AUTHORITY}`))).toEqual([]);
  });

  it('need databases', () => {
    const without = withValue(smallest(), AUTHORITIES, RDS_AUTHORITY);
    expect(warningsOf(without)).toContain('authorities-not-used databaseAuthorities');
    expect(problemsOf(smallest(), { ...ENVIRONMENT, region: 'il-central-1' })).toEqual([]);
  });
});
