/** A database as it is seen from places, for the tests of what VerifyRds makes of that. */
import type {
  Measured,
  ProbedFromHere,
  ProbeFailure,
  Reach,
} from '../../../../../../lambdas/migration/contract/database-probes.ts';
import type { Finding } from '../../../../../../lambdas/migration/contract/findings.ts';
import { probingPlaces } from '../../../../../../lambdas/migration/contract/probing-places.ts';
import { measuredOf } from '../../../../../../lambdas/migration/domain/databases/latency.ts';
import { verifyRds } from '../../../../../../lambdas/migration/preflight/verify-rds/verify-rds.ts';
import { databaseEndpoint } from '../../../../../support/migration/database-endpoint.ts';

export const ENDPOINT = databaseEndpoint('shop-db');

export const REACHED: Reach = {
  reached: true,
  addresses: ['10.0.3.7'],
  server: 'PostgreSQL asks for SASL (SCRAM) authentication',
  tls: 'TLSv1.3',
  certificate: 'CN=shop-db, issued by Amazon RDS us-west-1, good until Jan 1 2030',
};

export const notReached = (failure: ProbeFailure): Reach => ({
  reached: false,
  addresses: ['10.0.3.7'],
  failure,
  message: `${failure}!`,
});

/** So many connections as there are answers, all alike but for how long the answer took. */
export const answeredIn = (...milliseconds: number[]): Measured =>
  measuredOf({ times: milliseconds.map((answer) => ({ connect: 1, tls: 2, answer })), lost: 0 });

export const seen = (
  reach: Reach = REACHED,
  measured: Measured = answeredIn(1, 1, 2, 3),
): ProbedFromHere => ({
  databases: [{ subject: ENDPOINT.subject, host: ENDPOINT.host, reach, ...(reach.reached && { measured }) }],
});

const BROKEN = { error: 'Lambda.EniLimit: no address', logGroup: '/aws/lambda/shop-ProbeDatabases1' };
export const broke: ProbedFromHere = { databases: [], broken: BROKEN };

interface Places {
  readonly cluster: readonly ProbedFromHere[];
  readonly legacy?: readonly ProbedFromHere[];
  /** In the order of the places; by default those of us-west-1, a first on each side. */
  readonly zones?: readonly string[];
}

/** What VerifyRds says of the database that was seen so from each place. */
export function verify({ cluster, legacy = [], zones }: Places): readonly Finding[] {
  const network = (side: string, count: number) => ({
    vpcId: 'vpc-1',
    subnetIds: Array.from({ length: count }, (_, index) => `subnet-${side}${index + 1}`),
    securityGroupIds: ['sg-1'],
  });
  const places = probingPlaces({
    databases: [{ identifier: 'shop-db', ...ENDPOINT }],
    clusterNetwork: network('c', cluster.length),
    legacyNetwork: network('l', legacy.length),
  });
  const lettered = [cluster, legacy].flatMap((side) =>
    side.map((_, index) => `us-west-1${'abcdef'.charAt(index)}`),
  );
  const described = { endpoints: [ENDPOINT], zones: zones ?? lettered, findings: [] };
  const { check, findings } = verifyRds(places, { described, seen: [...cluster, ...legacy] });
  expect(check).toBe('VerifyRds');
  return findings;
}

export const brief = (findings: readonly Finding[]): string[] =>
  findings.map(({ level, code }) => `${level} ${code}`);
