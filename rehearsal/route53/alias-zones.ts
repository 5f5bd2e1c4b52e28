import { LOAD_BALANCER_ZONES, partitionOf } from '../../lambdas/shared/contract/regions.ts';
import { isWithin } from './names.ts';

/** A hosted zone of AWS's own into which an alias may point, and the names that it contains. */
export interface AliasZone {
  readonly hostedZoneId: string;
  /** Canonical; every name below it belongs to the zone. */
  readonly suffix: string;
  /** If an alias may have the health of its target evaluated. */
  readonly evaluatesHealth: boolean;
}

/** Source: AliasTarget in the Route 53 API reference, HostedZoneId and EvaluateTargetHealth. */
const GLOBAL_ZONES: readonly AliasZone[] = [
  { hostedZoneId: 'Z2FDTNDATAQYW2', suffix: 'cloudfront.net.', evaluatesHealth: false },
  { hostedZoneId: 'Z2BJ6XQ5FK7U4H', suffix: 'awsglobalaccelerator.com.', evaluatesHealth: true },
];

/** What an alias may point to outside its own zone: load balancers of every region, CloudFront, Global Accelerator. */
const AWS_ALIAS_ZONES: readonly AliasZone[] = [
  ...Object.entries(LOAD_BALANCER_ZONES).flatMap(([region, { applicationOrClassic, network }]) => {
    const domain = `${partitionOf(region)?.domainSuffix}.`;
    return [
      { hostedZoneId: applicationOrClassic, suffix: `${region}.elb.${domain}`, evaluatesHealth: true },
      { hostedZoneId: network, suffix: `elb.${region}.${domain}`, evaluatesHealth: true },
    ];
  }),
  ...GLOBAL_ZONES,
];

/** The zone of AWS's own of that id, if it contains the name (canonical). */
export function aliasZoneOf(hostedZoneId: string, name: string): AliasZone | undefined {
  return AWS_ALIAS_ZONES.find(
    (zone) => zone.hostedZoneId === hostedZoneId && name !== zone.suffix && isWithin(name, zone.suffix),
  );
}
