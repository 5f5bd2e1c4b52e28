/** A difference of two configurations in the words of a migration. */

import { createHash } from 'node:crypto';
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
  counted('legacy', 'legacy'),
  counted('cluster', 'the cluster'),
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
    at: 'freeze.windows.*',
    added: (_name, window) => `the freeze ${fromUntil(window)} is new`,
    removed: (_name, window) => `the freeze ${fromUntil(window)} is gone`,
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

function fromUntil(window: Leaf | Tree): string {
  return window instanceof Map ? `${window.get('from')} to ${window.get('until')}` : '';
}

function counted(side: 'legacy' | 'cluster', noun: string): Words {
  const metric = (tree: Leaf | Tree) => {
    const of = (field: string) => (tree instanceof Map ? tree.get(field) : undefined);
    const dimensions = of('dimensions');
    const named = dimensions instanceof Map ? [...dimensions].map(([name, value]) => `${name} ${value}`) : [];
    return [`${of('namespace')} ${of('metricName')}`, ...named].join(', ');
  };
  return {
    at: `traffic.${side}.*`,
    added: (_name, tree) => `requests of ${noun} are counted by ${metric(tree)}`,
    removed: (_name, tree) => `requests of ${noun} are not counted by ${metric(tree)} any more`,
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
  'alarms.*.allowInsufficientData': 'alarm *: whether it may be without data',
  'zones.*.role': 'zone *: the role by which it is read and changed',
  'zones.*.role.arn': 'zone *: the role by which it is read and changed',
  'zones.*.role.externalId': 'zone *: the external id of its role',
  'clusterNetwork.vpcId': "the VPC of the cluster's network",
  'clusterNetwork.subnetIds': "subnets of the cluster's network",
  'clusterNetwork.securityGroupIds': "security groups of the cluster's network",
  'legacyNetwork.vpcId': "the VPC of legacy's network",
  'legacyNetwork.subnetIds': "subnets of legacy's network",
  'legacyNetwork.securityGroupIds': "security groups of legacy's network",
  route53: "Route 53's limits",
  'route53.leftForOthers': "the part of Route 53's limits that is left to others",
  ttlSeconds: 'TTL while the migration runs',
  runbookUrl: 'the runbook',
  'soak.minimumRequests': 'requests that a soak needs',
  'soak.minimumShareSeen': 'the part of the share that a soak must see',
  'soak.maximumExtensions': 'how often a soak is extended',
  'soak.extensionSeconds': 'how long an extension lasts',
  'drain.minimumStaySeconds': 'legacy stays at least',
  'drain.maximumStaySeconds': 'legacy stays at most',
  'drain.quietRequests': 'requests with which legacy is still quiet',
  'drain.quietPercent': 'the part of its own past with which legacy is still quiet',
  'drain.quietWindowSeconds': 'the window in which legacy must be quiet',
  'freeze.timeZone': 'the time zone of the freezes',
  holdTimeoutSeconds: 'how long a hold waits for a decision',
  'onHoldTimeout.soak': 'what a soak on hold does if nobody decides',
  'onHoldTimeout.change': 'what a failed change on hold does if nobody decides',
  'onHoldTimeout.drain': 'what a drain on hold does if nobody decides',
  'onHoldTimeout.hook': 'what a hold because of a hook does if nobody decides',
  'hooks.beforeStep': 'the hook before each step',
  'hooks.afterStep': 'the hook after each soak',
  'hooks.beforeRetire': 'the hook before legacy’s records are retired',
  'hooks.afterRollback': 'the hook after a rollback',
  oneWayFromPercent: 'the step from which on only a person restores legacy',
  dataPlane: 'the rollback by the data plane',
  'dataPlane.checkId': 'the health check on the cluster’s records',
  'dataPlane.alarms': 'alarms with a health check on the cluster’s records',
};

export function inWords({ path, before, after }: Difference): string {
  const known = WORDS.find(({ at }) => isAt(path, at));
  const name = path.at(-1) ?? '';
  if (known && before === undefined && after !== undefined) return known.added(name, after);
  if (known && after === undefined && before !== undefined) return known.removed(name, before);
  const [item, list] = [displayName(name), labelOf(path.slice(0, -1))];
  if (after instanceof Map && before === undefined) return `${inFull(list, item, after)} is new`;
  if (before instanceof Map && after === undefined) return `${inFull(list, item, before)} is gone`;
  const inPlain = (value: typeof before) => shown(path, value);
  return `${labelOf(path)}: ${fromTo(before, after, inPlain, (value) => `${value}${unitOf(path)}`)}`;
}

/** `1 h → 2 h`. @param exact in place of words that are rounded to the same */
export function fromTo<T>(
  before: T,
  after: T,
  inPlain: (value: T) => string,
  exact: (value: T) => string,
): string {
  const words = [before, after].map(inPlain);
  return (words[0] === words[1] ? [before, after].map(exact) : words).join(' → ');
}

function unitOf(path: readonly string[]): string {
  const field = path.at(-1) ?? '';
  if (field.endsWith('Seconds')) return ' s';
  if (field.endsWith('Ms')) return ' ms';
  return /percent$/i.test(field) ? ' %' : '';
}

/** `zone example.com: role {"arn": …}`; an item of words alone is its name. */
function inFull(list: string, item: string, tree: Tree): string {
  const fields = tree.size === 0 || item.startsWith('{') ? '' : ` ${JSON.stringify(plain(tree))}`;
  return `${list === '' ? '' : `${list}: `}${spaced(item)}${fields}`;
}

/** Of the first list those that the second doesn't have. */
export function onlyIn(one: readonly string[], other: readonly string[]): readonly string[] {
  return one.filter((each) => !other.includes(each));
}

export function inYesOrNo(value: boolean): string {
  return value ? 'yes' : 'no';
}

function isAt(path: readonly string[], pattern: string): boolean {
  const parts = pattern.split('.');
  return parts.length === path.length && parts.every((part, i) => part === '*' || part === path[i]);
}

/** By the name of a list: what one item of it is called. */
const ITEMS: Readonly<Record<string, string>> = {
  zones: 'zone',
  alarms: 'alarm',
  signals: 'signal',
  keys: 'key',
  databases: 'database',
  acceptances: 'acceptance',
  manualChecks: 'manual check',
};

/** Names of items stand as they are: what they are called is nobody's English. */
function labelOf(path: readonly string[]): string {
  const pattern = Object.keys(LABELS).find((each) => isAt(path, each));
  const label = pattern === undefined ? undefined : LABELS[pattern];
  if (label !== undefined) return label.replace('*', displayName(path[1] ?? ''));
  const [first = '', ...others] = path;
  const rest = others.map((part, i) => (i === 0 && first in ITEMS ? displayName(part) : spaced(part)));
  return [ITEMS[first] ?? spaced(first), ...rest].join(' ');
}

/** `allowInsufficientData` → `allow insufficient data`. */
function spaced(part: string): string {
  if (!/^[a-z][a-zA-Z0-9]*$/.test(part)) return displayName(part);
  return part
    .replace(/(Seconds|Ms)$/, '')
    .replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function shown(path: readonly string[], value: Leaf | Tree | undefined): string {
  if (value === undefined) return 'nothing';
  if (value instanceof Map) return value.size === 0 ? 'nothing' : JSON.stringify(plain(value));
  if (typeof value === 'number') return measured(value, unitOf(path));
  if (typeof value === 'boolean') return inYesOrNo(value);
  return typeof value === 'string' && value.includes('\n') ? fingerprint(value) : String(value);
}

function measured(value: number, unit: string): string {
  if (unit === ' s') return duration(value);
  if (unit === ' ms') return duration(value / 1000);
  return unit === ' %' ? percent(value) : String(value);
}

/** Of a text of many lines, which is a certificate. */
function fingerprint(text: string): string {
  return `SHA-256 ${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}

function plain(tree: Tree): unknown {
  return Object.fromEntries(
    [...tree].map(([name, value]) => [name, value instanceof Map ? plain(value) : value]),
  );
}
