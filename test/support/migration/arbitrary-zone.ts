/** Zones of all sorts: wildcards, names that exist only because others are below them, delegations, chains of CNAMEs. */
import fc from 'fast-check';
import type { RecordSetInput } from '../../../rehearsal/route53/index.ts';

export interface ArbitraryZone {
  readonly migration: string;
  readonly records: readonly RecordSetInput[];
  /** Names that can be moved, each as Route 53 returns it. */
  readonly movable: readonly string[];
}

export const ZONE_NAME = 'shop.test.';
const LEGACY_ELB = {
  HostedZoneId: 'Z368ELLRRE2KJ0',
  DNSName: 'legacy-1.us-west-1.elb.amazonaws.com.',
  EvaluateTargetHealth: false,
};

type Kind = 'A' | 'A+AAAA' | 'alias' | 'alias within' | 'CNAME' | 'CNAME within' | 'TXT' | 'MX' | 'NS';
const MOVABLE = ['A', 'AAAA', 'CNAME'];

interface Node {
  readonly name: string;
  readonly kind: Kind;
  /** Which of the others it leads to, where it leads to one. */
  readonly to: number;
}

const label = fc.constantFrom('a', 'b', 'api', 'shop', '_cutover', '_cutover-x');
const name = fc
  .tuple(fc.constantFrom('', '', '', '\\052.'), fc.array(label, { maxLength: 3 }))
  .map(([wildcard, labels]) => `${wildcard}${labels.map((each) => `${each}.`).join('')}${ZONE_NAME}`);

const node = fc.record<Node>({
  name,
  kind: fc.constantFrom<Kind>(
    'A',
    'A+AAAA',
    'alias',
    'alias within',
    'CNAME',
    'CNAME within',
    'TXT',
    'MX',
    'NS',
  ),
  to: fc.nat(),
});

/** The apex takes no CNAME, and is no delegation; a wildcard is none either. */
function isAllowed({ name: at, kind }: Node): boolean {
  if (at === ZONE_NAME) return !kind.startsWith('CNAME') && kind !== 'NS';
  return kind !== 'NS' || !at.startsWith('\\052.');
}

export const zones: fc.Arbitrary<ArbitraryZone> = fc
  .record({
    migration: fc.constantFrom('a', 'b', 'api', 'shop'),
    nodes: fc.uniqueArray(node, { minLength: 2, maxLength: 12, selector: (one) => one.name }),
  })
  .map(({ migration, nodes }) => {
    const allowed = nodes.filter(isAllowed);
    const records = allowed.flatMap((one) => recordsOf(one, allowed));
    const movable = records.filter(({ Type = '' }) => MOVABLE.includes(Type));
    return { migration, records, movable: [...new Set(movable.map(({ Name = '' }) => Name))] };
  })
  .filter(({ movable }) => movable.length > 0);

function recordsOf(one: Node, nodes: readonly Node[]): RecordSetInput[] {
  const simple = (Type: string, Value: string) => ({
    Name: one.name,
    Type,
    TTL: 300,
    ResourceRecords: [{ Value }],
  });
  const alias = (AliasTarget: object) => ['A', 'AAAA'].map((Type) => ({ Name: one.name, Type, AliasTarget }));
  switch (one.kind) {
    case 'A':
      return [simple('A', '192.0.2.1')];
    case 'A+AAAA':
      return [simple('A', '192.0.2.2'), simple('AAAA', '2001:db8::2')];
    case 'alias':
      return alias(LEGACY_ELB);
    case 'alias within':
      return aliasWithin(one, nodes);
    case 'CNAME':
      return [simple('CNAME', 'legacy-1.us-west-1.elb.amazonaws.com')];
    case 'CNAME within':
      return [simple('CNAME', leadsTo(one, nodes))];
    case 'TXT':
      return [simple('TXT', '"v=spf1 -all"')];
    case 'MX':
      return [simple('MX', '10 mail.elsewhere.test')];
    case 'NS':
      return [simple('NS', 'ns.elsewhere.test')];
  }
}

/** To one before it in the list, so that there is no loop; the first leads out of the zone. */
function leadsTo(one: Node, nodes: readonly Node[]): string {
  const others = nodes.slice(0, nodes.indexOf(one)).map(({ name: at }) => at.replace('\\052', 'any'));
  return others[one.to % others.length] ?? 'elsewhere.test';
}

/** Route 53 wants the target to be there, with the same type; where there is none to lead to, it is a text. */
function aliasWithin(one: Node, nodes: readonly Node[]): RecordSetInput[] {
  const targets = nodes.filter(({ kind }) => kind === 'A' || kind === 'A+AAAA' || kind === 'alias');
  const target = targets[one.to % Math.max(1, targets.length)];
  if (!target) return [{ Name: one.name, Type: 'TXT', TTL: 60, ResourceRecords: [{ Value: '"nobody"' }] }];
  const AliasTarget = { HostedZoneId: 'Z1SHOP', DNSName: target.name, EvaluateTargetHealth: false };
  return [{ Name: one.name, Type: 'A', AliasTarget }];
}
