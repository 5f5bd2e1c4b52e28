/** One record set of legacy's: its kind, and how long resolvers keep it. */

import { displayName, isWithin, undotted } from '../../../../shared/contract/dns-names.ts';
import { duration } from '../../../../shared/domain/text.ts';
import { parseLoadBalancerName } from '../../../contract/load-balancer-name.ts';
import { LONGEST_OLD_TTL } from '../../../contract/old-ttl.ts';
import { type RecordShape, recordsAt } from '../../milestones.ts';
import { comparableValues, type ResourceRecordSet } from '../../record-set.ts';
import { type Remark, remarks } from '../finding.ts';

const DAY = 86_400;

/** @param follows it leads to a moved name, and is left as it is */
export function judgeKind(record: ResourceRecordSet, zoneName: string, follows: boolean): Remark[] {
  const { Name, Type, AliasTarget } = record;
  const subject = displayName(Name);
  if (Type === 'CNAME' && Name === zoneName) {
    const seen = 'Its record set at the apex is a CNAME.';
    const why = 'The apex of a zone has other records, so it cannot have a CNAME.';
    return [
      remarks.fail(subject, 'cname-at-apex', { seen, why, toDo: 'Replace it by an A (and AAAA) alias.' }),
    ];
  }
  if (!AliasTarget || follows || parseLoadBalancerName(AliasTarget.DNSName)) return [];
  return [
    remarks.fail(subject, 'alias-kind', {
      seen: `Its ${Type} is an alias to ${kindOfTarget(AliasTarget.DNSName, zoneName)}, ${displayName(AliasTarget.DNSName)}.`,
      why: 'A migration moves aliases to load balancers and to names that it moves. How other aliases answer beside them is unknown.',
      toDo: 'Point it to a load balancer first, or take the name out of the migration.',
    }),
  ];
}

/** Ends of the DNS names that AWS gives to what an alias may name. Source: AliasTarget in the Route 53 API reference. */
const TARGETS: readonly (readonly [RegExp, string])[] = [
  [/\.cloudfront\.net$/, 'a CloudFront distribution'],
  [/(^|\.)s3-website[.-][a-z0-9-]+\.amazonaws\.com(\.cn)?$/, 'an S3 website'],
  [/\.execute-api\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/, 'an API Gateway API'],
  [/\.vpce\.amazonaws\.com(\.cn)?$/, 'a VPC endpoint'],
  [/\.awsglobalaccelerator\.com$/, 'a Global Accelerator'],
  [/\.elasticbeanstalk\.com$/, 'an Elastic Beanstalk environment'],
  [/\.appsync-api\.[a-z0-9-]+\.amazonaws\.com$/, 'an AppSync API'],
];

function kindOfTarget(dnsName: string, zoneName: string): string {
  const name = undotted(dnsName);
  const zone = displayName(zoneName);
  if (isWithin(name, zone)) return 'another record of the zone';
  return TARGETS.find(([form]) => form.test(name))?.[1] ?? 'something that is not a load balancer';
}

/** A name that the cluster serves alone has nothing to move. */
export function judgeAlready(record: ResourceRecordSet, shape: RecordShape): Remark[] {
  const { Name, Type } = record;
  const answer = answerOf(record);
  if (!recordsAt({ kind: 'retired' }, [record], shape).some((moved) => answerOf(moved) === answer)) return [];
  return [
    remarks.fail(displayName(Name), 'on-target-already', {
      seen: `Its ${Type} is the target already: ${answer}.`,
      why: "There is nothing to move, and a rollback would restore this answer as legacy's.",
      toDo: 'Point it to legacy, correct the target, or take the name out of the migration.',
    }),
  ];
}

/** A load balancer's name can be written in several ways. */
function answerOf(record: ResourceRecordSet): string {
  const values = record.AliasTarget ? [record.AliasTarget.DNSName] : comparableValues(record);
  return values
    .map((value) => parseLoadBalancerName(value)?.dnsName ?? value)
    .toSorted()
    .join(' ');
}

/** The old TTL is part of the time that a run is allowed. */
export function judgeTtl({ Name, Type, TTL = 0 }: ResourceRecordSet): Remark[] {
  if (TTL <= DAY) return [];
  const tooLong = TTL > LONGEST_OLD_TTL;
  const [level, code] = tooLong ? (['fail', 'ttl-too-long'] as const) : (['warn', 'ttl-long'] as const);
  const most = tooLong ? `, ${duration(LONGEST_OLD_TTL)} at most` : '';
  return [
    remarks[level](displayName(Name), code, {
      seen: `Its ${Type} has a TTL of ${duration(TTL)}.`,
      why: `Resolvers may cache the old answer for that long. After lowering the TTL, the migration waits until the old one has expired${most}.`,
      toDo: 'Lower it by hand now, and start when the old TTL has expired.',
    }),
  ];
}
