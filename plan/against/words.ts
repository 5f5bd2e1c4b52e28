/** A difference of two configurations in the words of a migration. */

import { displayName, undotted } from '../../lambdas/shared/contract/dns-names.ts';
import { duration, percent } from '../../lambdas/shared/domain/text.ts';
import type { Difference } from './differences.ts';
import type { Leaf, Tree } from './tree.ts';

interface Words {
  /** With `*` for the name of an item. */
  readonly at: string;
  /** What is new, or is there no longer; or else what has another value. `name` is that of the item. */
  readonly added: (name: string, after: Leaf | Tree) => string;
  readonly removed: (name: string, before: Leaf | Tree) => string;
}

const WORDS: readonly Words[] = [
  {
    at: 'zones.*',
    added: (name, zone) => `zone ${undotted(name)} is new; it moves ${namesIn(zone)}`,
    removed: (name, zone) => `zone ${undotted(name)} is left out, with ${namesIn(zone)}`,
  },
  {
    at: 'zones.*.records.*',
    added: (name) => `${displayName(name)} is moved, too`,
    removed: (name) => `${displayName(name)} is not moved any more`,
  },
  {
    at: 'alarms.*',
    added: (name) => `alarm ${name} rolls back, too`,
    removed: (name) => `alarm ${name} does not roll back any more`,
  },
  {
    at: 'ingress.names.*',
    added: (name, asked) => `${displayName(name)} is asked for by the host ${hostOf(asked)}`,
    removed: (name, asked) => `${displayName(name)} is not asked for by the host ${hostOf(asked)} any more`,
  },
  checked('databases', 'database'),
  checked('keys', 'key'),
  checked('ingress.paths', 'path'),
  checked('ingress.ownHosts', "the cluster's own name"),
  checked('credentials.parameters', 'parameter'),
  checked('credentials.parameterPaths', 'the parameters below'),
  checked('credentials.secrets', 'secret'),
  checked('credentials.secretPrefixes', 'the secrets below'),
  {
    at: 'acceptances.*',
    added: (name) => `${name} is accepted`,
    removed: (name) => `${name} is not accepted any more`,
  },
  {
    at: 'manualChecks.*',
    added: (name) => `the manual check ${name} is new`,
    removed: (name) => `the manual check ${name} is gone`,
  },
];

function checked(list: string, noun: string): Words {
  return {
    at: `${list}.*`,
    added: (name) => `${noun} ${displayName(name)} is checked, too`,
    removed: (name) => `${noun} ${displayName(name)} is not checked any more`,
  };
}

function hostOf(asked: Leaf | Tree): string {
  return asked instanceof Map ? String(asked.get('host')) : '';
}

function namesIn(zone: Leaf | Tree): string {
  const records = zone instanceof Map ? zone.get('records') : undefined;
  if (!(records instanceof Map)) return 'nothing';
  return [...records.keys()].map(displayName).join(', ');
}

/** What a setting is called, where its name in the configuration is no plain English. */
const LABELS: Readonly<Record<string, string>> = {
  ttlSeconds: 'TTL while the migration runs',
  holdTimeoutSeconds: 'how long a hold waits for a decision',
  'target.dnsName': "the cluster's load balancer",
  'target.kind': "the kind of the cluster's target",
  'target.ipv4': "the cluster's IPv4 addresses",
  'target.ipv6': "the cluster's IPv6 addresses",
};

export function inWords({ path, before, after }: Difference): string {
  const known = WORDS.find(({ at }) => isAt(path, at));
  const name = path.at(-1) ?? '';
  if (known && before === undefined && after !== undefined) return known.added(name, after);
  if (known && after === undefined && before !== undefined) return known.removed(name, before);
  return `${labelOf(path)}: ${shown(path, before)} → ${shown(path, after)}`;
}

function isAt(path: readonly string[], pattern: string): boolean {
  const parts = pattern.split('.');
  return parts.length === path.length && parts.every((part, i) => part === '*' || part === path[i]);
}

function labelOf(path: readonly string[]): string {
  return (
    LABELS[path.join('.')] ?? path.map((part) => displayName(part).replace(/(Seconds|Ms)$/, '')).join(' ')
  );
}

function shown(path: readonly string[], value: Leaf | Tree | undefined): string {
  if (value === undefined) return 'nothing';
  if (value instanceof Map) return value.size === 0 ? 'nothing' : JSON.stringify(plain(value));
  const field = path.at(-1) ?? '';
  if (typeof value === 'number' && field.endsWith('Seconds')) return duration(value);
  if (typeof value === 'number' && field.endsWith('Ms')) return duration(value / 1000);
  if (typeof value === 'number' && /percent$/i.test(field)) return percent(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

function plain(tree: Tree): unknown {
  return Object.fromEntries(
    [...tree].map(([name, value]) => [name, value instanceof Map ? plain(value) : value]),
  );
}
