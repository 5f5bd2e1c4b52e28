/** Who can reach the cluster by its security groups, beside what its specification says. */
import type { Finding } from '../../contract/findings.ts';
import type { Access, ClusterSpec } from '../../domain/kops/cluster-spec.ts';
import { type Admission, type AdmittedAddress, admissionsOf } from '../../domain/network/admission.ts';
import { blockOf, contains } from '../../domain/network/block.ts';
import type { Ports } from '../../domain/network/decide.ts';
import { exposureOf, isPrivate } from '../../domain/network/exposure.ts';
import type { Group } from '../../domain/network/network.ts';
import { addressInWords, admitting, nameOf, unreadLists } from './admissions-in-words.ts';
import { notes } from './notes.ts';
import type { SecurityGroups } from './security-groups.ts';

interface Way {
  /** For people, at the beginning of a sentence. */
  readonly what: string;
  readonly field: string;
  readonly ports: readonly Ports[];
  readonly portsInWords: string;
  readonly accessOf: (spec: ClusterSpec) => Access;
  readonly codes: {
    readonly closed: string;
    readonly open: string;
    readonly unlisted: string;
    readonly unknown: 'ssh-groups-unknown' | 'api-groups-unknown';
  };
  readonly why: string;
}

const one = (port: number): Ports => ({ from: port, to: port });

const SSH: Way = {
  what: 'SSH',
  field: '`sshAccess`',
  ports: [one(22)],
  portsInWords: 'port 22',
  accessOf: ({ sshAccess }) => sshAccess,
  codes: {
    closed: 'ssh-groups-closed',
    open: 'ssh-groups-open',
    unlisted: 'ssh-groups-unlisted',
    unknown: 'ssh-groups-unknown',
  },
  why: 'What the security groups admit is what counts, whoever added it.',
};

/** kops' API servers listen on 443; 8443 is its second listener with a certificate of ACM, 6443 is Kubernetes' own default. */
const API: Way = {
  ...SSH,
  what: 'The API',
  field: '`kubernetesApiAccess`',
  ports: [one(443), one(6443), one(8443)],
  portsInWords: 'ports 443, 6443 or 8443',
  accessOf: ({ apiAccess }) => apiAccess,
  codes: {
    closed: 'api-groups-closed',
    open: 'api-groups-open',
    unlisted: 'api-groups-unlisted',
    unknown: 'api-groups-unknown',
  },
};

/** @param spec undefined where it can't be read */
export function judgeExposure(
  name: string,
  spec: ClusterSpec | undefined,
  groups: SecurityGroups,
): readonly Finding[] {
  const masters = [...groups.ofMasters, ...groups.ofFronts];
  return [
    ...judgeWay(name, SSH, spec, groups, groups.ofAll),
    ...groups.withoutGroups.map((front) => frontWithoutGroups(name, front)),
    ...judgeWay(name, API, spec, groups, masters),
  ];
}

function judgeWay(
  name: string,
  way: Way,
  spec: ClusterSpec | undefined,
  { missing }: SecurityGroups,
  groups: readonly Group[],
): readonly Finding[] {
  // That nothing runs is another finding.
  if (groups.length === 0 && missing.length === 0) return [];
  const admissions = admissionsOf(groups, way.ports);
  const access = spec && way.accessOf(spec);
  const open = admitting(admissions, ({ cidr }) => exposureOf([cidr]).open.length > 0);
  const unlisted = admitting(
    admissions,
    (address) => exposureOf([address.cidr]).open.length === 0 && !isMeant(address, access),
  );
  const unknown = [...unreadLists(admissions), ...missing];
  const said = saidOf(way, spec);
  return [
    ...(open.length > 0 ? [isOpen(name, way, said, open)] : []),
    ...(unlisted.length > 0 ? [isUnlisted(name, way, said, unlisted)] : []),
    ...(unknown.length > 0 ? [isUnknown(name, way, unknown)] : []),
    ...(open.length + unlisted.length + unknown.length === 0 ? [isClosed(name, way, said, admissions)] : []),
  ];
}

/** Private networks are not outside; whoever else is let in must be listed. */
function isMeant({ cidr, listId }: AdmittedAddress, access: Access): boolean {
  if (isPrivate(cidr)) return true;
  const block = blockOf(cidr);
  return (access ?? []).some((entry) => {
    const listed = blockOf(entry);
    return entry === listId || (listed && block && contains(listed, block));
  });
}

function saidOf({ what, field, accessOf }: Way, spec: ClusterSpec | undefined): string {
  if (!spec) return 'The specification could not be read.';
  const access = accessOf(spec);
  if (!access) return `${field} is not set, so kops opens nothing.`;
  if (access.length === 0) return `The specification closes ${lower(what)}.`;
  return `The specification opens ${lower(what)} to ${access.join(', ')}.`;
}

function lower(what: string): string {
  return what.replace(/^The /, 'the ');
}

const REMOVE =
  'Ask who added it. Then remove it (`aws ec2 revoke-security-group-ingress`); `kops update cluster --yes` does so in groups of its own.';

function isOpen(name: string, { portsInWords, why, codes }: Way, said: string, seen: readonly string[]) {
  return notes.fail(name, codes.open, {
    seen: `${said} ${seen.join('; ')} to ${portsInWords}.`,
    why,
    toDo: REMOVE,
  });
}

function isUnlisted(name: string, way: Way, said: string, seen: readonly string[]): Finding {
  return notes.fail(name, way.codes.unlisted, {
    seen: `${said} ${seen.join('; ')} to ${way.portsInWords}, which it doesn’t list.`,
    why: way.why,
    toDo: `${REMOVE} If it is meant, add it to ${way.field}.`,
  });
}

function isUnknown(name: string, { codes, portsInWords }: Way, unknown: readonly string[]): Finding {
  return notes.unknown(name, codes.unknown, {
    seen: `Who is admitted to ${portsInWords} is not known. ${unknown.join('; ')}.`,
    why: 'What can’t be read may admit everybody.',
    toDo: 'Have its owner say what is in it, then accept the finding.',
  });
}

function isClosed(name: string, way: Way, said: string, admissions: readonly Admission[]): Finding {
  const addresses = [...new Set(admissions.flatMap((each) => each.addresses.map(addressInWords)))];
  const groups = admissions.map(({ group }) => nameOf(group)).join(', ');
  const admit = addresses.length === 0 ? 'nobody from outside' : `only ${addresses.join(', ')}`;
  return notes.pass(name, way.codes.closed, {
    seen: `${said} ${groups} admit ${admit} to ${way.portsInWords}.`,
    why: way.why,
  });
}

/** Its targets see its own address, which they must admit: so everybody comes in. */
function frontWithoutGroups(name: string, balancer: string): Finding {
  return notes.fail(name, 'api-groups-open', {
    seen: `${balancer} is on the internet, has no security group, and hides clients' addresses from the masters (\`preserve_client_ip.enabled\` is false).`,
    why: 'The masters’ groups see only the load balancer’s address, so they can’t close what it lets through.',
    toDo: 'Set `preserve_client_ip.enabled` to true for its target group, or make it with a security group: `kops update cluster --yes`.',
  });
}
