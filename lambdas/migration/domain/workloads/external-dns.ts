/**
 * Whether an external-dns will change a name while it is moved, by its flags, by what asks it for records, and by the marks
 * of ownership in the zone.
 * Sources: external-dns, docs/flags.md, plan/plan.go, docs/proposal/multi-target.md.
 */
import { isWithin, undotted } from '../../../shared/contract/dns-names.ts';
import { shown } from './named.ts';
import {
  type ExternalDns,
  type Flag,
  NARROWING,
  type Route,
  type Service,
  UNREAD_FILTERS,
} from './objects.ts';

/** A name that is moved. */
export interface MovedName {
  /** As people write it. */
  readonly name: string;
  readonly zoneId: string;
  /** Who owns it by marks in the zone; '' for a mark that says it in a form which is not understood. */
  readonly owners: readonly string[];
}

/** What an external-dns may be asked by. */
export interface Askers {
  readonly routes: readonly Route[];
  readonly services: readonly Service[];
}

export interface Fight {
  readonly verdict: 'no' | 'yes' | 'open';
  readonly because: string;
}

type Answer = Fight['verdict'];

export function fightOver(moved: MovedName, dns: ExternalDns, askers: Askers): Fight {
  const outside = whyOutside(moved, dns);
  if (outside.verdict === 'no') return outside;
  const fight = fightWithin(moved, dns, askers);
  // What nobody knows to be within its filters may be left alone.
  return fight.verdict === 'yes' && outside.verdict === 'open'
    ? { verdict: 'open', because: `${fight.because}; ${outside.because}` }
    : fight;
}

function fightWithin(moved: MovedName, dns: ExternalDns, askers: Askers): Fight {
  const { by, verdict: asked } = askedFor(moved, dns, askers);
  const owned = ownedBy(moved, dns);
  const policy = last(dns, 'policy', 'sync');
  if (asked === 'yes')
    return {
      verdict: 'yes',
      because: `${by} asks for it. While it is weighted it has no simple record, so a simple one is created again and again`,
    };
  if (policy === 'sync' && owned === 'yes' && asked === 'no')
    return {
      verdict: 'yes',
      because: 'it owns the name, and deletes it because nothing asks for it (policy sync)',
    };
  if (asked === 'open') return { verdict: 'open', because: by };
  if (policy === 'sync' && owned === 'open')
    return {
      verdict: 'open',
      because:
        'the zone does not show who owns the name, and external-dns deletes what it owns (policy sync)',
    };
  return { verdict: 'no', because: 'nothing asks for it' };
}

/** Those that only see other zones or names; open where the filter is not read here. */
function whyOutside({ name, zoneId }: MovedName, dns: ExternalDns): Fight {
  const no = (because: string): Fight => ({ verdict: 'no', because });
  const provider = last(dns, 'provider', '');
  if (provider !== 'aws') return no(`its provider is ${provider || 'none'}`);
  if (last(dns, 'dry-run', 'false') === 'true') return no('it only shows what it would do (--dry-run)');
  if (last(dns, 'aws-zone-type', '') === 'private') return no('it only uses private zones');
  const zones = all(dns, 'zone-id-filter');
  if (zones.length > 0 && !zones.some((zone) => zone.endsWith(zoneId)))
    return no('its --zone-id-filter has other zones');
  const open = UNREAD_FILTERS.filter((flag) => all(dns, flag).length > 0);
  if (open.length > 0) return { verdict: 'open', because: `its ${flags(open)} may leave the name out` };
  const domains = all(dns, 'domain-filter');
  if (domains.length > 0 && !domains.some((domain) => isIn(name, domain)))
    return no('the name is not in its --domain-filter');
  if (all(dns, 'exclude-domains').some((domain) => isIn(name, domain)))
    return no('the name is in its --exclude-domains');
  return { verdict: 'yes', because: '' };
}

/** `.example.com` is only what is below it. Source: external-dns, endpoint/domain_filter.go. */
function isIn(name: string, domain: string): boolean {
  const plain = undotted(domain);
  return plain.startsWith('.') ? name.endsWith(plain) : isWithin(name, plain);
}

/** Of what it reads, the sources that are read here. */
const READ_SOURCES = ['ingress', 'service', 'gateway-httproute'];

interface Asked {
  readonly verdict: Answer;
  /** Who asks, or why it is open. */
  readonly by: string;
}

function askedFor({ name }: MovedName, dns: ExternalDns, { routes, services }: Askers): Asked {
  const sources = all(dns, 'source');
  const read = [
    ...(sources.includes('ingress') ? routes.filter(({ kind }) => kind === 'Ingress') : []),
    ...(sources.includes('gateway-httproute') ? routes.filter(({ kind }) => kind === 'HTTPRoute') : []),
    ...(sources.includes('service') ? services : []),
  ];
  const [asking] = read.filter(({ dnsNames }) => dnsNames.includes(name));
  const narrowed = NARROWING.filter((flag) => all(dns, flag).length > 0);
  if (asking) {
    const by = shown(asking.kind, asking);
    return narrowed.length === 0
      ? { verdict: 'yes', by }
      : { verdict: 'open', by: `${by} asks for it, if its ${flags(narrowed)} lets it` };
  }
  const unread = sources.filter((source) => !READ_SOURCES.includes(source));
  if (unread.length > 0)
    return { verdict: 'open', by: `what its sources ${unread.join(', ')} ask for is not read here` };
  if (all(dns, 'fqdn-template').length > 0)
    return { verdict: 'open', by: 'its --fqdn-template makes names that are not known here' };
  return { verdict: 'no', by: '' };
}

function ownedBy({ owners }: MovedName, dns: ExternalDns): Answer {
  const registry = last(dns, 'registry', 'txt');
  // Without a registry it takes all that it sees for its own.
  if (registry === 'noop') return 'yes';
  if (registry !== 'txt') return 'open';
  if (owners.includes(last(dns, 'txt-owner-id', 'default'))) return 'yes';
  return owners.includes('') ? 'open' : 'no';
}

/** `owner k8s.example.com, policy sync, registry txt, domain filter example.com`. */
export function inWords(dns: ExternalDns): string {
  const filters: readonly (readonly [string, Flag])[] = [
    ['domain filter', 'domain-filter'],
    ['excluded domains', 'exclude-domains'],
    ['domains by expression', 'regex-domain-filter'],
    ['zones', 'zone-id-filter'],
    ['sources', 'source'],
  ];
  return [
    `owner ${last(dns, 'txt-owner-id', 'default')}`,
    `policy ${last(dns, 'policy', 'sync')}`,
    `registry ${last(dns, 'registry', 'txt')}`,
    ...filters.flatMap(([words, flag]) => {
      const values = all(dns, flag);
      return values.length === 0 ? [] : [`${words} ${values.join(' ')}`];
    }),
  ].join(', ');
}

function all({ flags: given }: ExternalDns, flag: Flag): readonly string[] {
  return (given[flag] ?? []).flatMap((value) => value.split(',')).filter((value) => value !== '');
}

function last(dns: ExternalDns, flag: Flag, byDefault: string): string {
  return all(dns, flag).at(-1) ?? byDefault;
}

function flags(some: readonly Flag[]): string {
  return some.map((flag) => `--${flag}`).join(', ');
}
