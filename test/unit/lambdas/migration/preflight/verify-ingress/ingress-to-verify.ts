/** An ingress as clients find it, answered by plain data. */

import type { IngressSettings } from '../../../../../../lambdas/migration/contract/ingress-settings.ts';
import type { MigrationSettings } from '../../../../../../lambdas/migration/contract/settings.ts';
import type { LoadMetric } from '../../../../../../lambdas/migration/domain/balancer-load.ts';
import {
  type BalancerTraits,
  NONE,
  type Reservation,
} from '../../../../../../lambdas/migration/domain/balancer-traits.ts';
import type { ServerCertificate } from '../../../../../../lambdas/migration/domain/certificate.ts';
import type { HostPool, UncountedPool } from '../../../../../../lambdas/migration/domain/legacy/host-pool.ts';
import type { Reading } from '../../../../../../lambdas/migration/domain/reading.ts';
import type { ResourceRecordSet } from '../../../../../../lambdas/migration/domain/record-set.ts';
import type { Addresses, CaaRecord } from '../../../../../../lambdas/migration/ports/resolver.ts';
import type {
  Attempt,
  Handshake,
  Hello,
  WebAnswer,
  WebFailure,
  WebRequest,
} from '../../../../../../lambdas/migration/ports/web-probe.ts';
import { verifyIngress } from '../../../../../../lambdas/migration/preflight/verify-ingress/verify-ingress.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';

export const CLUSTER = {
  dnsName: 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com',
  ipv4: ['198.51.100.20', '198.51.100.21'],
};
export const LEGACY = { dnsName: 'legacy-1.us-west-1.elb.amazonaws.com', ipv4: ['192.0.2.10'] };
export const NOW = Date.UTC(2027, 0, 4, 8);
const DAY = 86_400_000;

export const ONE_NAME: IngressSettings = {
  names: [{ name: 'www.shop.test.', host: 'www.shop.test' }],
  ownHosts: [],
  paths: [{ scheme: 'https', path: '/', hosts: [], headers: [], contains: '' }],
  controller: '',
};

export function certificate(changes: Partial<ServerCertificate> = {}): ServerCertificate {
  return {
    subject: 'www.shop.test',
    issuer: "Let's Encrypt, R13",
    names: ['www.shop.test'],
    coversName: true,
    validFrom: days(-10),
    validUntil: days(80),
    chain: 'trusted',
    ...changes,
  };
}

/** From now on. */
export function days(n: number): string {
  return new Date(NOW + n * DAY).toISOString();
}

export function failed(failure: WebFailure, message = 'it ended'): Attempt<never> {
  return { answered: false, failure, message };
}

export function shaken(changes: Partial<ServerCertificate> = {}): Attempt<Handshake> {
  return {
    answered: true,
    value: { version: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256', certificate: certificate(changes) },
  };
}

export function answer(changes: Partial<WebAnswer> = {}): Attempt<WebAnswer> {
  return { answered: true, value: { status: 200, headers: {}, body: 'Shop', ...changes } };
}

export type Caa = Readonly<Record<string, readonly CaaRecord[] | Error>>;
export type Connect = (address: string) => Attempt<undefined>;
export type Shake = (address: string, host: string, hello: Hello) => Attempt<Handshake>;
export type Get = (address: string, request: WebRequest) => Attempt<WebAnswer>;

/** What differs from a cluster that is in order. */
export interface Ingress {
  readonly settings?: Partial<MigrationSettings>;
  readonly ingress?: Partial<IngressSettings>;
  readonly addresses?: Readonly<Record<string, Addresses | Error>>;
  readonly caa?: Caa;
  readonly records?: readonly ResourceRecordSet[] | Error;
  readonly traits?: Readonly<Record<string, BalancerTraits | undefined | Error>>;
  readonly pools?: readonly (HostPool | UncountedPool)[] | Error;
  /** For the cluster's; null: nothing can be. */
  readonly reserved?: Reservation | null | Error;
  /** Legacy's, LCU, by the metric that is read. */
  readonly peaks?: (load: LoadMetric) => number | undefined;
  readonly connect?: Connect;
  readonly handshake?: Shake;
  readonly get?: Get;
}

export const alias = (Name: string, Type: string): ResourceRecordSet => ({
  Name,
  Type,
  AliasTarget: { HostedZoneId: 'Z368ELLRRE2KJ0', DNSName: `${LEGACY.dnsName}.`, EvaluateTargetHealth: false },
});

export const TRAITS: BalancerTraits = {
  family: 'application',
  idleSeconds: 60,
  http2: true,
  forwardedFor: 'append',
  proxyProtocol: false,
  sticky: false,
  webAcl: NONE,
  metricsId: 'app/k8s/1',
};

const NOTHING_RESERVED: Reservation = { requested: 0, provisioned: 0, least: 100 };

/** Healthy hosts in these zones. */
export function poolIn(...zones: readonly string[]): HostPool {
  const hosts = zones.map((zone, i) => ({ id: `i-${i}`, zone, isHealthy: true }));
  return {
    name: 'nodes',
    zones,
    hosts,
    registeredAt: 'arn:nodes',
    metrics: { requests: undefined, unit: 'request', healthyHosts: [] },
  };
}

const POOL = poolIn('us-west-1a', 'us-west-1c');

export const RECORDS = [alias('www.shop.test.', 'A')];
export const RECORDS_WITH_IPV6 = [...RECORDS, alias('www.shop.test.', 'AAAA')];

/** Findings as they are. */
export async function verified(differs: Ingress = {}) {
  const { records = RECORDS, ingress = {} } = differs;
  const settings = someSettings({ ingress: { ...ONE_NAME, ...ingress }, ...differs.settings });
  const known: Readonly<Record<string, Addresses | Error>> = {
    [CLUSTER.dnsName]: { ipv4: CLUSTER.ipv4, ipv6: [] },
    [LEGACY.dnsName]: { ipv4: LEGACY.ipv4, ipv6: [] },
    ...differs.addresses,
  };
  return verifyIngress(settings, false, {
    balancers: [{ traitsOf: async (names) => readTraits(names, differs.traits) }],
    hostPools: [{ behind: async () => orThrown(differs.pools ?? [POOL]) }],
    reservations: {
      reservedFor: async () =>
        orThrown(differs.reserved === undefined ? NOTHING_RESERVED : differs.reserved) ?? undefined,
    },
    peaks: { highest: async (load) => (differs.peaks ? differs.peaks(load) : 2) },
    clock: { now: () => NOW },
    zoneOf: (zoneId) => ({
      readAll: async () => {
        if (records instanceof Error) throw records;
        return zoneId === 'Z1SHOP' ? records : [];
      },
    }),
    resolver: {
      addressesOf: async (name) => orThrown(known[name] ?? { ipv4: [], ipv6: [] }),
      caaOf: async (name) => orThrown(differs.caa?.[name] ?? []),
    },
    probe: {
      connect: async ({ address }) => differs.connect?.(address) ?? { answered: true, value: undefined },
      handshake: async ({ address }, host, hello = { serverName: host }) =>
        differs.handshake?.(address, host, hello) ?? shaken(),
      get: async ({ address }, request) => differs.get?.(address, request) ?? answer(),
    },
  });
}

function readTraits(
  names: readonly string[],
  traits: Ingress['traits'],
): ReadonlyMap<string, Reading<BalancerTraits>> {
  return new Map(
    names.flatMap((name): [string, Reading<BalancerTraits>][] => {
      const value = { [name]: TRAITS, ...traits }[name];
      if (value instanceof Error) return [[name, { known: false, why: value.message }]];
      return value ? [[name, { known: true, value }]] : [];
    }),
  );
}

function orThrown<T>(value: T | Error): T {
  if (value instanceof Error) throw value;
  return value;
}

/** `level subject code`, sorted, of what is not in order. */
export async function problems(differs: Ingress): Promise<readonly string[]> {
  const { findings } = await verified(differs);
  return findings
    .filter(({ level }) => level !== 'pass')
    .map(({ level, subject, code }) => `${level} ${subject} ${code}`)
    .toSorted();
}
