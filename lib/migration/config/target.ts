/** What the names will answer with. */
import {
  type LoadBalancerName,
  parseLoadBalancerName,
} from '../../../lambdas/migration/contract/load-balancer-name.ts';
import type { ClusterTarget } from '../../../lambdas/migration/contract/settings.ts';
import { dotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { loadBalancerZoneId, partitionOf } from '../../../lambdas/shared/contract/regions.ts';
import { pathOf } from '../../shared/config/arn.ts';
import { readName } from '../../shared/config/names.ts';
import { type Place, show, textAttribute } from '../../shared/config/place.ts';
import { readFlag, readTextOrToken, readWord } from '../../shared/config/values.ts';
import { readAddresses } from './addresses.ts';
import { readZoneId } from './zones.ts';

const FAMILIES = ['network', 'application-or-classic'] as const;
type Family = (typeof FAMILIES)[number];

const EXAMPLE = "target: { loadBalancer: 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com' }";
const KEYS = ['loadBalancer', 'hostedZoneId', 'family', 'evaluateTargetHealth', 'ipv4', 'ipv6'] as const;
type Fields = Record<(typeof KEYS)[number], Place>;

export function readTarget(place: Place, region: string | undefined): ClusterTarget | undefined {
  if (typeof place.value === 'string')
    return place.problem('a target: a load balancer or addresses', `{ loadBalancer: ${show(place.value)} }`);
  if (isConstruct(place.value)) return refuseConstruct(place, 'a target: a plain object');
  const fields = place.fields(KEYS, {
    what: 'a target',
    example: EXAMPLE,
    synonyms: { dnsName: 'loadBalancer', loadBalancerDnsName: 'loadBalancer' },
    hints: { addresses: 'IPv4 addresses as `ipv4`, IPv6 addresses as `ipv6`' },
  });
  if (!fields) return undefined;
  const hasAddresses = !fields.ipv4.isLeftOut || !fields.ipv6.isLeftOut;
  if (fields.loadBalancer.isLeftOut && !hasAddresses) {
    const given = [fields.loadBalancer, fields.ipv4, fields.ipv6].find(({ isGiven }) => isGiven);
    return (given ?? place).problem('a load balancer, or addresses', EXAMPLE);
  }
  if (!fields.loadBalancer.isLeftOut && hasAddresses) return refuseBoth(place, fields, region);
  return hasAddresses ? readAddressTarget(fields) : readLoadBalancer(fields, region);
}

/** Either may stay, so what is wrong with each is reported, too. */
function refuseBoth(place: Place, fields: Fields, region: string | undefined): undefined {
  place.problem('a load balancer or addresses, not both', EXAMPLE);
  readAddresses(fields.ipv4, 'ipv4');
  readAddresses(fields.ipv6, 'ipv6');
  readLoadBalancer(fields, region);
}

/** A load balancer of CDK, of whatever kind. */
function isConstruct(value: unknown): boolean {
  return textAttribute(value, 'loadBalancerDnsName') !== undefined && pathOf(value) !== undefined;
}

function refuseConstruct(place: Place, expected: string): undefined {
  return place
    .with(pathOf(place.value))
    .problem(
      `${expected}, with the DNS name of the load balancer, its hosted zone and its kind`,
      `target: { loadBalancer: lb.loadBalancerDnsName, hostedZoneId: lb.loadBalancerCanonicalHostedZoneId, family: 'application-or-classic' }, for an NLB with family: 'network'`,
    );
}

function readAddressTarget(fields: Fields): ClusterTarget {
  for (const field of [fields.hostedZoneId, fields.family, fields.evaluateTargetHealth]) {
    if (!field.isLeftOut) field.problem('nothing: this belongs to a load balancer', 'remove it');
  }
  return {
    kind: 'addresses',
    ipv4: readAddresses(fields.ipv4, 'ipv4'),
    ipv6: readAddresses(fields.ipv6, 'ipv6'),
  };
}

function readLoadBalancer(fields: Fields, stackRegion: string | undefined): ClusterTarget | undefined {
  if (isConstruct(fields.loadBalancer.value))
    return refuseConstruct(fields.loadBalancer, "a load balancer's DNS name");
  const evaluateTargetHealth = readFlag(fields.evaluateTargetHealth, true);
  const name = readTextOrToken(fields.loadBalancer, { what: "a load balancer's DNS name", example: EXAMPLE });
  const given = fields.hostedZoneId.isLeftOut ? undefined : readZoneId(fields.hostedZoneId);
  const family = fields.family.isLeftOut ? undefined : readWord(fields.family, FAMILIES);
  if (name === undefined) return undefined;
  const known = fields.loadBalancer.isToken
    ? tokenTarget(name, fields, given, family)
    : namedTarget(name, fields, given, family, stackRegion);
  return known && { kind: 'load-balancer', ...known, evaluateTargetHealth };
}

interface Known {
  readonly dnsName: string;
  readonly hostedZoneId: string;
  readonly family: Family;
}

/** A token doesn't show its region and kind: both must be given. */
function tokenTarget(
  dnsName: string,
  fields: Fields,
  hostedZoneId: string | undefined,
  family: Family | undefined,
): Known | undefined {
  if (fields.hostedZoneId.isLeftOut)
    fields.hostedZoneId.problem(
      'the hosted zone of the load balancer, because a token does not show it',
      '`loadBalancer.loadBalancerCanonicalHostedZoneId` of the CDK load balancer',
    );
  if (fields.family.isLeftOut)
    fields.family.problem(
      'the kind of load balancer, because a token does not show it',
      "'network' for an NLB, else 'application-or-classic'",
    );
  return hostedZoneId && family ? { dnsName, hostedZoneId, family } : undefined;
}

function namedTarget(
  text: string,
  fields: Fields,
  given: string | undefined,
  family: Family | undefined,
  stackRegion: string | undefined,
): Known | undefined {
  const place = fields.loadBalancer;
  const parsed = readLoadBalancerName(place, text);
  if (!parsed) return undefined;
  if (family && family !== parsed.family)
    fields.family.problem(`'${parsed.family}', according to the DNS name`, 'leave it out');
  if (stackRegion && parsed.region !== stackRegion)
    place.warning(
      'load-balancer-in-another-region',
      `its metrics, and the alarms on them, are in ${parsed.region}; the stack looks for \`alarms\`, also by name, and for requests in ${stackRegion}. Deploy it in ${parsed.region}, or every soak ends in a hold`,
    );
  const hostedZoneId = zoneOf(parsed, fields, given);
  return hostedZoneId ? { dnsName: dotted(text), hostedZoneId, family: parsed.family } : undefined;
}

/** The parts of a name that A and AAAA records can both be aliases to. */
function readLoadBalancerName(place: Place, text: string): LoadBalancerName | undefined {
  const parsed = parseLoadBalancerName(text);
  if (!parsed)
    return place.problem(
      "a load balancer's own DNS name, as AWS shows it",
      'the name that ends in .elb.amazonaws.com (ALB, classic) or .elb.<region>.amazonaws.com (NLB); or addresses, as `ipv4` and `ipv6`',
    );
  const { dnsName, region } = parsed;
  if (dnsName.startsWith('internal-'))
    return place.problem(
      'an internet-facing load balancer: an internal one has private addresses, and a public zone would answer with them',
      'the DNS name of the internet-facing load balancer',
    );
  if (/^ipv6\./i.test(text))
    return place.problem(
      'the DNS name with all addresses of the load balancer: this one has no IPv4 address for A records',
      `'${dnsName}'`,
    );
  const suffix = partitionOf(region)?.domainSuffix;
  if (suffix && !dnsName.endsWith(`.${suffix}`))
    return place.problem(
      `a DNS name that ends in .${suffix}, as of every load balancer in ${region}`,
      `'${dnsName.replace(/amazonaws\.(?:com\.cn|com|eu)$/, suffix)}'`,
    );
  const reading = readName(dnsName);
  return 'name' in reading ? parsed : place.problem(reading.expected, reading.fix);
}

function zoneOf(
  { region, family }: { region: string; family: Family },
  { hostedZoneId: place }: Fields,
  given: string | undefined,
): string | undefined {
  const known = loadBalancerZoneId(region, family);
  if (place.isLeftOut)
    return (
      known ??
      place.problem(
        `the hosted zone of load balancers in ${region}, which is not known for this region`,
        'the CanonicalHostedZoneId that `aws elbv2 describe-load-balancers` shows',
      )
    );
  if (known && given && given !== known && !place.isToken)
    return place.problem(`'${known}', the hosted zone of these load balancers in ${region}`, 'leave it out');
  return given;
}
