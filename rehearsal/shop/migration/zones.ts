import { undotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { movingOf } from '../../dns/questions.ts';
import type { RecordSet, RecordSetInput, ZoneSeed } from '../../route53/index.ts';
import type { ClientName } from '../../world/clients.ts';
import { DNS_ACCOUNT, MIGRATION } from '../account.ts';
import { LEGACY_DNS_NAME } from './load-balancers.ts';

/** Route 53's hosted zone of classic and application load balancers in us-west-1. */
export const ELB_ZONE = 'Z368ELLRRE2KJ0';

export const SHOP_ZONE = 'Z0SHOPEXAMPLE1';
export const CDN_ZONE = 'Z0SHOPEXAMPLE2';

/** The names that are moved, as Route 53 returns them, by zone id. */
export const MOVED_NAMES: Readonly<Record<string, readonly string[]>> = {
  [SHOP_ZONE]: ['shop.test.', 'www.shop.test.', 'blog.shop.test.', 'api.shop.test.', '\\052.apps.shop.test.'],
  [CDN_ZONE]: ['img.shop-cdn.test.'],
};

/** A name that leads to another one of the shop, and so is answered by whoever answers for that. */
export interface Follower {
  readonly name: string;
  readonly on: string;
  /** It is moved itself; the others are neighbours that nobody has configured. */
  readonly isMoved: boolean;
}

export const FOLLOWERS: readonly Follower[] = [
  { name: 'blog.shop.test.', on: 'www.shop.test.', isMoved: true },
  { name: 'm.shop.test.', on: 'www.shop.test.', isMoved: false },
  { name: 'old-img.shop-cdn.test.', on: 'img.shop-cdn.test.', isMoved: false },
];

/** Names in the longest chain of answers, of which each may be cached for its own TTL. */
export const LONGEST_CHAIN = Math.max(...FOLLOWERS.map(({ name }) => chainOf(name)));

function chainOf(name: string): number {
  const follower = FOLLOWERS.find((one) => one.name === name);
  return follower ? 1 + chainOf(follower.on) : 1;
}

export const MOVING = movingOf(MIGRATION, Object.values(MOVED_NAMES).flat());

/** What the shop's clients ask for, canonical, and how often. */
export const CLIENT_NAMES: readonly ClientName[] = [
  { name: 'www.shop.test.', popularity: 0.35 },
  { name: 'blog.shop.test.', popularity: 0.05 },
  { name: 'shop.test.', popularity: 0.2 },
  { name: 'api.shop.test.', popularity: 0.2 },
  { name: 'basket.apps.shop.test.', popularity: 0.1 },
  { name: 'img.shop-cdn.test.', popularity: 0.1 },
];

/** @param more what else lives in the shop's zone */
export function shopZones(more: readonly RecordSetInput[] = []): readonly ZoneSeed[] {
  return [
    {
      id: SHOP_ZONE,
      name: 'shop.test',
      records: [
        ...['shop.test.', 'www.shop.test.', 'api.shop.test.', '*.apps.shop.test.'].flatMap(onLegacy),
        record('blog.shop.test.', 'CNAME', 300, 'www.shop.test'),
        ...neighbours(),
        ...more,
      ],
    },
    {
      id: CDN_ZONE,
      name: 'shop-cdn.test',
      account: DNS_ACCOUNT,
      records: [
        record('img.shop-cdn.test.', 'CNAME', 300, undotted(LEGACY_DNS_NAME)),
        record('shop-cdn.test.', 'TXT', 3600, '"v=spf1 -all"'),
        record('old-img.shop-cdn.test.', 'CNAME', 86_400, 'img.shop-cdn.test'),
      ],
    },
  ];
}

/** @param healthChecks ids, by the name whose record sets get them */
export function withHealthChecks(
  zones: readonly ZoneSeed[],
  healthChecks: Readonly<Record<string, string>>,
): readonly ZoneSeed[] {
  return zones.map(({ records = [], ...zone }) => ({
    ...zone,
    records: records.map((each) => {
      const HealthCheckId = healthChecks[each.Name ?? ''];
      return HealthCheckId === undefined ? each : { ...each, HealthCheckId };
    }),
  }));
}

function onLegacy(name: string): RecordSetInput[] {
  return aliases(name, ELB_ZONE, LEGACY_DNS_NAME);
}

/** Alias records, IPv4 and IPv6. */
function aliases(Name: string, HostedZoneId: string, DNSName: string): RecordSetInput[] {
  const AliasTarget = { HostedZoneId, DNSName, EvaluateTargetHealth: false };
  return ['A', 'AAAA'].map((Type) => ({ Name, Type, AliasTarget }));
}

/** What else lives in the zone: nothing of it may be touched. */
function neighbours(): RecordSetInput[] {
  return [
    record('shop.test.', 'MX', 3600, '10 mx1.mail.test', '20 mx2.mail.test'),
    record('shop.test.', 'TXT', 3600, '"v=spf1 include:mail.test -all"', '"site-verification=5f3a"'),
    record('shop.test.', 'CAA', 86_400, '0 issue "letsencrypt.org"'),
    record('_dmarc.shop.test.', 'TXT', 3600, '"v=DMARC1; p=reject; rua=mailto:dmarc@shop.test"'),
    record('mail.shop.test.', 'A', 3600, '203.0.113.25'),
    ...aliases('m.shop.test.', SHOP_ZONE, 'www.shop.test.'),
    record('_sip._tcp.shop.test.', 'SRV', 600, '10 60 5060 sip.shop.test'),
    // Another team's controller owns these; their names are not the migration's.
    record('status.shop.test.', 'CNAME', 120, 'status.pages.test'),
    record(
      'cname-status.shop.test.',
      'TXT',
      300,
      '"heritage=external-dns,external-dns/owner=platform,external-dns/resource=ingress/status/page"',
    ),
    // A subzone served by somebody else's name servers.
    record('dev.shop.test.', 'NS', 172_800, 'ns1.dns-elsewhere.test', 'ns2.dns-elsewhere.test'),
    // A weighted set that is not ours.
    { ...record('beta.shop.test.', 'A', 60, '203.0.113.40'), SetIdentifier: 'blue', Weight: 90 },
    { ...record('beta.shop.test.', 'A', 60, '203.0.113.41'), SetIdentifier: 'green', Weight: 10 },
  ];
}

function record(Name: string, Type: string, TTL: number, ...values: string[]): RecordSetInput {
  return { Name, Type, TTL, ResourceRecords: values.map((Value) => ({ Value })) };
}

/** The migration's own mark in a zone. */
export const isFence = ({ Name, Type }: RecordSet) =>
  Type === 'TXT' && Name.startsWith(`_cutover-${MIGRATION}.`);
