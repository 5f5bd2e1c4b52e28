import { LOAD_BALANCER_ZONES, partitionOf } from '../../lambdas/shared/contract/regions.ts';
import { isWithin } from './names.ts';
import { BEANSTALK_ZONES, HYPHENED_WEBSITES, S3_WEBSITE_ZONES } from './regional-zones.ts';

/** A hosted zone of AWS's own into which an alias may point, and the names that it contains. */
export interface AliasZone {
  /** Undefined where AWS lists none, but has the service tell its users: any is taken that isn't another service's. */
  readonly hostedZoneId?: string;
  /** Canonical; every name below it belongs to the zone. */
  readonly suffix: string;
  /** If it is the suffix itself that aliases name. */
  readonly isOneName?: true;
  /** If an alias may have the health of its target evaluated. */
  readonly evaluatesHealth: boolean;
}

/** Source: AliasTarget in the Route 53 API reference, HostedZoneId and EvaluateTargetHealth. */
const GLOBAL_ZONES: readonly AliasZone[] = [
  { hostedZoneId: 'Z2FDTNDATAQYW2', suffix: 'cloudfront.net.', evaluatesHealth: false },
  { hostedZoneId: 'Z2BJ6XQ5FK7U4H', suffix: 'awsglobalaccelerator.com.', evaluatesHealth: true },
];

const LISTED_ZONES: readonly AliasZone[] = [
  ...Object.keys(LOAD_BALANCER_ZONES).flatMap(listedIn),
  ...GLOBAL_ZONES,
];

/**
 * What an alias may point to outside its own zone, in a region. Source: AliasTarget in the Route 53 API reference, and
 * AppSync's in "Configuring custom domain names for GraphQL and real-time APIs": CloudFront is behind those. App Runner's
 * in "Managing custom domain names for an App Runner service", VPC Lattice's in AWS's guidance "Amazon VPC Lattice automated DNS
 * configuration"; neither says anything of their targets' health.
 */
const AWS_ALIAS_ZONES: readonly AliasZone[] = [
  ...LISTED_ZONES,
  ...Object.keys(LOAD_BALANCER_ZONES).flatMap((region) => [
    { suffix: `execute-api.${region}.${domainOf(region)}`, evaluatesHealth: true },
    { suffix: `${region}.vpce.${domainOf(region)}`, evaluatesHealth: true },
    { suffix: `appsync-api.${region}.${domainOf(region)}`, evaluatesHealth: false },
    { suffix: `${region}.awsapprunner.com.`, evaluatesHealth: true },
    { suffix: `vpc-lattice-svcs.${region}.on.aws.`, evaluatesHealth: true },
  ]),
];

function listedIn(region: string): AliasZone[] {
  const domain = domainOf(region);
  const website = `s3-website${HYPHENED_WEBSITES.has(region) ? '-' : '.'}${region}.${domain}`;
  const { applicationOrClassic, network } = LOAD_BALANCER_ZONES[region] ?? {};
  const zones = [
    { hostedZoneId: applicationOrClassic, suffix: `${region}.elb.${domain}` },
    { hostedZoneId: network, suffix: `elb.${region}.${domain}` },
    { hostedZoneId: S3_WEBSITE_ZONES[region], suffix: website, isOneName: true as const },
    { hostedZoneId: BEANSTALK_ZONES[region], suffix: `${region}.elasticbeanstalk.com.` },
  ];
  return zones.flatMap(({ hostedZoneId, ...zone }) =>
    hostedZoneId === undefined ? [] : [{ ...zone, hostedZoneId, evaluatesHealth: true }],
  );
}

function domainOf(region: string): string {
  return `${partitionOf(region)?.domainSuffix}.`;
}

const LISTED_IDS = new Set(LISTED_ZONES.map(({ hostedZoneId }) => hostedZoneId));

/** The zone of AWS's own of that id, if it contains the name (canonical). */
export function aliasZoneOf(hostedZoneId: string, name: string): AliasZone | undefined {
  return AWS_ALIAS_ZONES.find(
    (zone) =>
      (zone.hostedZoneId === undefined
        ? !LISTED_IDS.has(hostedZoneId)
        : zone.hostedZoneId === hostedZoneId) && contains(zone, name),
  );
}

function contains({ suffix, isOneName }: AliasZone, name: string): boolean {
  return isOneName ? name === suffix : name !== suffix && isWithin(name, suffix);
}
