import { pathOf } from '../../../../rehearsal/snapshot/file-kind.ts';
import { attributeOf } from '../../../../rehearsal/values/attributes.ts';
import type { Find } from '../../../../rehearsal/values/lacking.ts';

const AT = { account: '111122223333', region: 'eu-central-1' };
const FILES: Readonly<Record<string, unknown>> = {
  'elb/describe-load-balancers': {
    LoadBalancerDescriptions: [
      { LoadBalancerName: 'web', DNSName: 'web-1.example', CanonicalHostedZoneNameID: 'Z1' },
    ],
  },
  'rds/describe-db-instances': {
    DBInstances: [{ DBInstanceIdentifier: 'shop', Endpoint: { Address: 'shop.example', Port: 5432 } }],
  },
  'rds/describe-db-clusters': {
    DBClusters: [{ DBClusterIdentifier: 'aurora', Endpoint: 'aurora.example', Port: 3306 }],
  },
};
const find: Find = (kind) => FILES[`${kind.service}/${kind.call}`] as never;

function attribute(type: string, name: string, id: string): unknown {
  const found = attributeOf({ type, name, id }, AT, { find, makesUp: false });
  return typeof found === 'string' ? found : found.kind && found.place && pathOf(found.kind, found.place);
}

const CLASSIC = 'AWS::ElasticLoadBalancing::LoadBalancer';

it.each([
  [CLASSIC, 'DNSName', 'web', 'web-1.example'],
  [CLASSIC, 'CanonicalHostedZoneNameID', 'web', 'Z1'],
  ['AWS::RDS::DBInstance', 'Endpoint.Address', 'shop', 'shop.example'],
  ['AWS::RDS::DBInstance', 'Endpoint.Port', 'shop', '5432'],
  ['AWS::RDS::DBCluster', 'Endpoint.Address', 'aurora', 'aurora.example'],
  ['AWS::RDS::DBCluster', 'Endpoint.Port', 'aurora', '3306'],
])('of %s, %s is as the description has it', (type, name, id, expected) => {
  expect(attribute(type, name, id)).toBe(expected);
});

it.each([
  [CLASSIC, 'DNSName', 'elb/describe-load-balancers'],
  ['AWS::RDS::DBInstance', 'Endpoint.Address', 'rds/describe-db-instances'],
  ['AWS::RDS::DBCluster', 'Endpoint.Port', 'rds/describe-db-clusters'],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'DNSName', 'elbv2/describe-load-balancers'],
])('of another %s, %s would be in the file that lacks it', (type, name, file) => {
  expect(attribute(type, name, 'other')).toBe(`111122223333/eu-central-1/${file}.json`);
});
