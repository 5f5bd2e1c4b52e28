/** What differs between the load balancers themselves, beyond what one request shows. */
import { duration } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import type { BalancerTraits, WebAcl } from '../../domain/balancer-traits.ts';
import type { HostPool } from '../../domain/legacy/host-pool.ts';
import { notes } from './notes.ts';

interface Difference {
  readonly trait: string;
  readonly seen: string;
  readonly why: string;
  readonly toDo: string;
}

/** @param subject the cluster's @param legacyName legacy's, for people */
export function judgeBalancers(
  subject: string,
  cluster: BalancerTraits,
  legacyName: string,
  legacy: BalancerTraits,
): Finding[] {
  const differences = RULES.flatMap((rule) => rule(cluster, legacy) ?? []);
  if (differences.length === 0)
    return [
      notes.pass(subject, 'ingress-balancers-alike', {
        seen: `Time-outs, HTTP/2, X-Forwarded-For, proxy protocol, stickiness and web ACL are as on ${legacyName}.`,
        why: 'Applications and clients may rely on them.',
      }),
    ];
  return differences.map(({ trait, seen, why, toDo }) =>
    notes.warn(`${subject} (${trait})`, 'ingress-balancer-differs', {
      seen: `${seen} Compared with ${legacyName}.`,
      why,
      toDo,
    }),
  );
}

type Rule = (cluster: BalancerTraits, legacy: BalancerTraits) => Difference | undefined;

const idle: Rule = ({ idleSeconds: here }, { idleSeconds: there }) => {
  if (here === undefined || there === undefined || here >= there) return undefined;
  return {
    trait: 'idle time-out',
    seen: `The cluster's closes a connection after ${duration(here)} without data, legacy's after ${duration(there)}.`,
    why: 'Requests that wait longer for their answer fail.',
    toDo: `Raise it to ${there} s, and the application's own above that.`,
  };
};

const http2: Rule = (cluster, legacy) =>
  legacy.http2 && !cluster.http2 && cluster.family !== 'network'
    ? {
        trait: 'HTTP/2',
        seen: "Legacy's speaks HTTP/2, the cluster's does not.",
        why: 'Pages of many parts become slower, and gRPC fails.',
        toDo: 'Enable it (`routing.http2.enabled`).',
      }
    : undefined;

const forwardedFor: Rule = ({ forwardedFor: here }, { forwardedFor: there }) =>
  here === there
    ? undefined
    : {
        trait: 'X-Forwarded-For',
        seen: `The cluster's mode is ${here}, legacy's ${there}.`,
        why: 'Applications take the client’s address from it: for limits, logs and allow-lists.',
        toDo: 'Set the same mode. Where the load balancer doesn’t know HTTP, have the controller add the header.',
      };

const proxyProtocol: Rule = (cluster, legacy) =>
  cluster.proxyProtocol === legacy.proxyProtocol
    ? undefined
    : {
        trait: 'proxy protocol',
        seen: `It is on at ${cluster.proxyProtocol ? 'the cluster’s' : 'legacy’s'} only.`,
        why: 'What is behind it must expect it, or sees the load balancer’s address in place of the client’s.',
        toDo: 'Check that the controller is configured for it, and which client addresses applications log.',
      };

const sticky: Rule = (cluster, legacy) => {
  if (!cluster.sticky && !legacy.sticky) return undefined;
  const on = cluster.sticky && legacy.sticky ? 'both' : cluster.sticky ? 'the cluster’s' : 'legacy’s';
  return {
    trait: 'stickiness',
    seen: `Stickiness is on at ${on}.`,
    why: 'A client may change sides each time a TTL ends, and its session stays behind.',
    toDo: 'Keep sessions where both platforms find them (a database, a cache, signed cookies), or tell users that they may have to log in again.',
  };
};

const webAcl: Rule = (cluster, legacy) => {
  if (!cluster.webAcl.known || !legacy.webAcl.known) return undefined;
  const [here, there] = [cluster.webAcl.value, legacy.webAcl.value];
  if (here?.arn === there?.arn) return undefined;
  return {
    trait: 'web ACL',
    seen: `AWS WAF: the cluster's has ${nameOf(here, cluster)}, legacy's has ${nameOf(there, legacy)}.`,
    ...adviceOf(here, there, cluster),
  };
};

function nameOf(acl: WebAcl | undefined, { family }: BalancerTraits): string {
  if (acl) return `the web ACL ${acl.name}`;
  return family === 'application' ? 'no web ACL' : `no web ACL (a ${family} load balancer can't have one)`;
}

function adviceOf(
  here: WebAcl | undefined,
  there: WebAcl | undefined,
  { family }: BalancerTraits,
): Pick<Difference, 'why' | 'toDo'> {
  if (!here)
    return {
      why: 'What legacy blocks reaches the applications on the cluster.',
      toDo:
        family === 'application'
          ? "Associate legacy's web ACL with the cluster's load balancer (`aws wafv2 associate-web-acl`)."
          : 'Have the controller filter requests, or put the cluster behind an application load balancer with this web ACL.',
    };
  return {
    why: 'The cluster may block with a 403 what legacy answers.',
    toDo: there
      ? 'Compare the rules of both, or give both load balancers the same web ACL.'
      : 'Let its rules count in place of blocking until the move is over, and look at what they counted.',
  };
}

const RULES: readonly Rule[] = [idle, http2, forwardedFor, proxyProtocol, sticky, webAcl];

/** Hosts behind the cluster's load balancer must be healthy in two zones at least, in which it takes requests. */
export function judgeZones(subject: string, pools: readonly HostPool[]): Finding {
  const enabled = [...new Set(pools.flatMap(({ zones }) => zones))].toSorted();
  const healthy = pools.flatMap(({ hosts }) =>
    // Of an address outside of the VPC the zone is `all`.
    hosts.filter(({ isHealthy, zone }) => isHealthy && (enabled.includes(zone) || !isZone(zone))),
  );
  const byZone = [...Map.groupBy(healthy, ({ zone }) => zone || 'a zone that is not known')];
  const counts = byZone
    .map(([zone, { length }]) => `${length} in ${zone}`)
    .toSorted()
    .join(', ');
  const none = pools.length === 0 ? 'none, as the load balancer has no target group' : 'none';
  const place = pools.length === 0 ? '' : ` The load balancer is in ${enabled.join(', ') || 'no zone'}.`;
  const seen = `Healthy targets: ${counts || none}.${place}`;
  const why = 'The loss of one zone must not take the cluster’s traffic down.';
  if (byZone.length >= 2) return notes.pass(subject, 'ingress-zones', { seen, why });
  return notes.fail(subject, 'ingress-one-zone', {
    seen,
    why,
    toDo: 'Run the controller on nodes of two zones at least, and enable these zones at the load balancer.',
  });
}

function isZone(zone: string): boolean {
  return zone !== '' && zone !== 'all';
}
