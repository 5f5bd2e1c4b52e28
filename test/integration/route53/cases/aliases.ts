import { ZONE_ID } from '../sdk-world.ts';
import type { RuleCase } from './rule-case.ts';
import { ALB, a, alias, batch, create, record, upsert, WWW } from './rule-case.ts';

const toAlias = (name: string, zone: string) =>
  `Tried to create an alias that targets ${name}, type A in zone ${zone}, but`;

const CLOUDFRONT = { HostedZoneId: 'Z2FDTNDATAQYW2', DNSName: 'd111111abcdef8.cloudfront.net.' };

export const ALIASES: readonly RuleCase[] = [
  {
    rule: 'R29',
    title: 'accepts an alias to a record set of the zone',
    zone: [a(WWW)],
    changes: create(alias('example.com', { HostedZoneId: ZONE_ID, DNSName: 'WWW.example.com' })),
  },
  {
    rule: 'R29',
    title: 'refuses an alias to a name without that type',
    zone: [record(WWW, 'TXT', ['"x"'])],
    changes: create(alias('example.com', { HostedZoneId: ZONE_ID, DNSName: WWW })),
    refused: batch(`${toAlias(WWW, ZONE_ID)} that target was not found`),
  },
  {
    rule: 'R29',
    title: 'refuses an alias to itself',
    changes: create(alias(WWW, { HostedZoneId: ZONE_ID, DNSName: WWW })),
    refused: batch(`${toAlias(WWW, ZONE_ID)} that target was not found`),
  },
  {
    rule: 'R29',
    title: 'refuses to turn a record set into an alias to itself',
    zone: [a(WWW)],
    changes: upsert(alias(WWW, { HostedZoneId: ZONE_ID, DNSName: WWW })),
    refused: batch(`${toAlias(WWW, ZONE_ID)} that target was not found`),
  },
  {
    rule: 'R29',
    title: "refuses a load balancer in the zone's own id",
    changes: create(alias(WWW, { HostedZoneId: ZONE_ID })),
    refused: batch(
      `${toAlias(ALB.DNSName, ZONE_ID)} the alias target name does not lie within the target zone`,
      `${toAlias(ALB.DNSName, ZONE_ID)} that target was not found`,
    ),
  },
  {
    rule: 'R30',
    title: 'accepts a load balancer, in its lower case form',
    changes: create(alias(WWW, { DNSName: 'DualStack.Shop-1.us-east-1.elb.amazonaws.com' })),
  },
  {
    rule: 'R30',
    title: 'accepts a network load balancer in the zone of its region',
    changes: create(
      alias(WWW, { HostedZoneId: 'Z26RNL4JYFTOTI', DNSName: 'shop-1.elb.us-east-1.amazonaws.com' }),
    ),
  },
  {
    rule: 'R30',
    title: "refuses another region's load balancer",
    changes: create(alias(WWW, { DNSName: 'shop-1.eu-west-1.elb.amazonaws.com.' })),
    refused: batch(
      `${toAlias('shop-1.eu-west-1.elb.amazonaws.com.', 'Z35SXDOTRQ7X7K')} the alias target name does not lie within the target zone`,
    ),
  },
  {
    rule: 'R30',
    title: 'refuses a network load balancer in the zone of application load balancers',
    changes: create(alias(WWW, { DNSName: 'shop-1.elb.us-east-1.amazonaws.com.' })),
    refused: batch(
      `${toAlias('shop-1.elb.us-east-1.amazonaws.com.', 'Z35SXDOTRQ7X7K')} the alias target name does not lie within the target zone`,
    ),
  },
  {
    rule: 'R31',
    title: 'refuses a TXT alias to a load balancer',
    changes: create(alias(WWW, {}, 'TXT')),
    refused: batch(
      `Tried to create an alias that targets ${ALB.DNSName}, type TXT in zone ${ALB.HostedZoneId}, but that target was not found`,
    ),
  },
  {
    rule: 'R30',
    title: 'accepts a load balancer in China, whose names end otherwise',
    changes: create(
      alias(WWW, { HostedZoneId: 'Z1GDH35T77C1KE', DNSName: 'shop-1.cn-north-1.elb.amazonaws.com.cn' }),
    ),
  },
  {
    rule: 'R30',
    title: 'refuses a load balancer in China under the name of another partition',
    changes: create(
      alias(WWW, { HostedZoneId: 'Z1GDH35T77C1KE', DNSName: 'shop-1.cn-north-1.elb.amazonaws.com.' }),
    ),
    refused: batch(
      `${toAlias('shop-1.cn-north-1.elb.amazonaws.com.', 'Z1GDH35T77C1KE')} the alias target name does not lie within the target zone`,
    ),
  },
  {
    rule: 'R74',
    title: 'accepts an alias to CloudFront that evaluates no health',
    changes: create(alias(WWW, { ...CLOUDFRONT, EvaluateTargetHealth: false })),
  },
  {
    rule: 'R74',
    title: 'refuses an alias to CloudFront that evaluates its health',
    changes: create(alias(WWW, CLOUDFRONT)),
    refused: batch(
      `${toAlias(CLOUDFRONT.DNSName, CLOUDFRONT.HostedZoneId)} the health of this target can't be evaluated`,
    ),
  },
  {
    rule: 'R74',
    title: 'accepts an alias to a Global Accelerator that evaluates its health',
    changes: create(
      alias(WWW, { HostedZoneId: 'Z2BJ6XQ5FK7U4H', DNSName: 'a1234567890abcdef.awsglobalaccelerator.com' }),
    ),
  },
  {
    rule: 'R75',
    title: 'refuses a multivalue answer that is an alias',
    changes: create({ ...alias(WWW), SetIdentifier: 'one', MultiValueAnswer: true }),
    refused: batch(`${toAlias(ALB.DNSName, ALB.HostedZoneId)} a multivalue answer can't be an alias`),
  },
];
