import { Route53Client } from '@aws-sdk/client-route-53';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import {
  LOAD_BALANCER_ZONES,
  loadBalancerZoneId,
  PARTITIONS,
  partitionOf,
} from '../../../../../lambdas/shared/contract/regions.ts';

/** CDK's own list, without the isolated partitions. */
const KNOWN_TO_CDK = RegionInfo.regions.filter(({ partition }) => !/^aws-iso/.test(partition ?? ''));

describe('The list of regions', () => {
  it('has more than thirty, and none that CDK knows as isolated or not at all', () => {
    const regions = Object.keys(LOAD_BALANCER_ZONES);
    expect(regions.length).toBeGreaterThan(30);
    expect(regions.filter((region) => !KNOWN_TO_CDK.some(({ name }) => name === region))).toEqual([]);
  });

  it.each(KNOWN_TO_CDK.map(({ name, partition, domainSuffix }) => [name, partition, domainSuffix]))(
    'says of %s as CDK does that it is in %s, with names below %s',
    (region, name, domainSuffix) => {
      expect(partitionOf(region as string)).toMatchObject({ name, domainSuffix });
    },
  );

  it.each(['us-iso-east-1', 'us-isob-west-1', 'eu-isoe-west-1', 'us-isof-south-1', 'constructor', ''])(
    'has no partition for %j',
    (region) => {
      expect(partitionOf(region)).toBeUndefined();
    },
  );

  it.each(PARTITIONS.map(({ name, route53 }) => [name, route53]))(
    'says where Route 53 of %s is as the SDK does: in %s',
    async (name, route53) => {
      const region = Object.keys(LOAD_BALANCER_ZONES).find((each) => partitionOf(each)?.name === name);
      const client = new Route53Client({ region: region ?? 'eusc-de-east-1' });
      const endpoint = client.config.endpointProvider({ Region: region ?? 'eusc-de-east-1' });
      expect(JSON.stringify(endpoint.properties)).toContain(`"signingRegion":"${route53}"`);
    },
  );

  it('puts each region into one partition', () => {
    const partitionsOf = (region: string) => PARTITIONS.filter(({ regions }) => regions.test(region));
    const several = KNOWN_TO_CDK.filter(({ name }) => partitionsOf(name).length > 1);
    expect(several.map(({ name }) => name)).toEqual([]);
  });

  it('has a hosted zone of its own for each region and family', () => {
    const ids = Object.keys(LOAD_BALANCER_ZONES).flatMap((region) => [
      loadBalancerZoneId(region, 'network'),
      loadBalancerZoneId(region, 'application-or-classic'),
    ]);
    expect(new Set(ids).size).toBe(2 * Object.keys(LOAD_BALANCER_ZONES).length);
    expect(ids.every((id) => /^Z[A-Z0-9]+$/.test(id ?? ''))).toBe(true);
    expect(loadBalancerZoneId('constructor', 'network')).toBeUndefined();
  });
});
