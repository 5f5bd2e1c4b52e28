import type { RuleCase } from './rule-case.ts';
import { alias, batch, create, WWW } from './rule-case.ts';

/** Names of what else AWS lets an alias point to, each with its hosted zone; some have none that AWS lists. */
const SERVICES: readonly (readonly [what: string, zone: string, name: string, evaluatesHealth?: false])[] = [
  ['an S3 website', 'Z2F56UZL2M1ACD', 's3-website-us-west-1.amazonaws.com'],
  ['an S3 website of a later region', 'Z21DNDUVLTQW6Q', 's3-website.eu-central-1.amazonaws.com'],
  ['an S3 website in China', 'Z5CN8UMXT92WN', 's3-website.cn-north-1.amazonaws.com.cn'],
  ['an Elastic Beanstalk environment', 'Z1LQECGX5PH1X', 'shop.us-west-1.elasticbeanstalk.com'],
  ['an API of API Gateway', 'Z2MUQ32089INYE', 'd-abc.execute-api.us-west-1.amazonaws.com'],
  ['an API of API Gateway at the edge', 'Z2FDTNDATAQYW2', 'd111111abcdef8.cloudfront.net', false],
  ['a VPC endpoint', 'Z12I86A8N7VCZO', 'vpce-1.vpce-svc-2.us-west-1.vpce.amazonaws.com'],
  ['a VPC endpoint in China', 'Z1ANYTHING', 'vpce-1.s3.cn-north-1.vpce.amazonaws.com.cn'],
  ['a Global Accelerator', 'Z2BJ6XQ5FK7U4H', 'a1234567890abcdef.awsglobalaccelerator.com'],
  ['an App Runner service', 'Z1ANYTHING', 'abc.us-west-2.awsapprunner.com'],
  ['a VPC Lattice service', 'Z1ANYTHING', 's-0.7d67968.vpc-lattice-svcs.us-west-2.on.aws'],
  ['an AppSync API', 'Z1ANYTHING', 'abc.appsync-api.us-west-1.amazonaws.com', false],
];

/** Such a name in a hosted zone that isn't its own. */
const STRANGE: readonly (readonly [what: string, zone: string, name: string])[] = [
  ['an S3 website in another region’s zone', 'Z3AQBSTGFYJSTF', 's3-website-us-west-1.amazonaws.com.'],
  ['a name below an S3 website', 'Z2F56UZL2M1ACD', 'shop.s3-website-us-west-1.amazonaws.com.'],
  ['an environment without a region', 'Z1LQECGX5PH1X', 'shop.elasticbeanstalk.com.'],
  ['an API in the zone of CloudFront', 'Z2FDTNDATAQYW2', 'd-abc.execute-api.us-west-1.amazonaws.com.'],
  [
    'a VPC endpoint in a region’s zone of load balancers',
    'Z35SXDOTRQ7X7K',
    'v.s.us-east-1.vpce.amazonaws.com.',
  ],
  ['an App Runner service without a region', 'Z1ANYTHING', 'abc.awsapprunner.com.'],
  ['something else of AWS’s', 'Z1ANYTHING', 'queue.us-west-1.amazonaws.com.'],
];

const toAlias = (name: string, zone: string) =>
  `Tried to create an alias that targets ${name}, type A in zone ${zone}, but`;

export const SERVICE_ALIASES: readonly RuleCase[] = [
  ...SERVICES.flatMap(([what, HostedZoneId, DNSName, evaluatesHealth = true]): RuleCase[] => [
    {
      rule: 'R30',
      title: `accepts ${what}`,
      changes: create(alias(WWW, { HostedZoneId, DNSName, EvaluateTargetHealth: false })),
    },
    {
      rule: 'R74',
      title: `${evaluatesHealth ? 'accepts' : 'refuses'} ${what} whose health is evaluated`,
      changes: create(alias(WWW, { HostedZoneId, DNSName })),
      ...(!evaluatesHealth && {
        refused: batch(
          `${toAlias(`${DNSName}.`, HostedZoneId)} the health of this target can't be evaluated`,
        ),
      }),
    },
  ]),
  ...STRANGE.map(
    ([what, HostedZoneId, DNSName]): RuleCase => ({
      rule: 'R30',
      title: `refuses ${what}`,
      changes: create(alias(WWW, { HostedZoneId, DNSName })),
      refused: batch(
        `${toAlias(DNSName, HostedZoneId)} the alias target name does not lie within the target zone`,
      ),
    }),
  ),
];
