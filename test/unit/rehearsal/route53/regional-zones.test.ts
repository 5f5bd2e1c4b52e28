import { RegionInfo } from 'aws-cdk-lib/region-info';
import { LOAD_BALANCER_ZONES } from '../../../../lambdas/shared/contract/regions.ts';
import {
  BEANSTALK_ZONES,
  HYPHENED_WEBSITES,
  S3_WEBSITE_ZONES,
} from '../../../../rehearsal/route53/regional-zones.ts';

it.each(Object.keys(LOAD_BALANCER_ZONES))(
  'The hosted zones in %s are those that CDK knows (R30)',
  (region) => {
    const known = RegionInfo.get(region);
    // Some of those that it doesn't know are empty texts.
    const zonesOfCdk = [known.s3StaticWebsiteHostedZoneId, known.ebsEnvEndpointHostedZoneId];
    expect([S3_WEBSITE_ZONES[region], BEANSTALK_ZONES[region]]).toEqual(
      zonesOfCdk.map((id) => id || undefined),
    );
    const isHyphened = known.s3StaticWebsiteEndpoint?.startsWith(`s3-website-${region}`);
    expect(HYPHENED_WEBSITES.has(region)).toBe(isHyphened);
  },
);
