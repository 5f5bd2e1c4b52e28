/** Who may reach SSH and the API, as the specification says. */
import { shortened, withoutEnd } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import type { Access, ClusterSpec } from '../../domain/kops/cluster-spec.ts';
import { exposureOf, isPrefixList, openInWords } from '../../domain/network/exposure.ts';
import type { PrefixList } from '../../domain/network/network.ts';
import { addressInWords } from './admissions-in-words.ts';
import { notes } from './notes.ts';

/** Of a list: the others are counted. */
const MOST_NAMED = 5;

export interface KnownOfAccess {
  /** Whether the security groups, which have the last word, could be read. */
  readonly groups: boolean;
  /** What was found in the prefix lists that the specification names. */
  readonly lists: readonly PrefixList[];
}

/** The prefix lists that the specification lets in. */
export function listsIn({ sshAccess = [], apiAccess = [] }: ClusterSpec): readonly string[] {
  return [...new Set([...sshAccess, ...apiAccess].filter(isPrefixList))];
}

export function judgeAccess(spec: ClusterSpec, { groups, lists }: KnownOfAccess): readonly Finding[] {
  const ways = [
    { way: SSH, access: spec.sshAccess },
    { way: API, access: spec.apiAccess },
  ];
  return ways.flatMap(({ way, access }) => {
    if (access) return judgeListed(spec.name, way, access, lists);
    // What isn't set, the security groups say.
    return groups ? [] : [unset(spec.name, way)];
  });
}

interface Way {
  /** For people, at the beginning of a sentence. */
  readonly what: string;
  readonly field: string;
  readonly ports: string;
  readonly codes: {
    readonly closed: string;
    readonly unset: string;
    readonly open: string;
    readonly wide: string;
    readonly unreadable: string;
    readonly unknown: 'ssh-access-unknown' | 'api-access-unknown';
  };
  readonly why: string;
}

const SSH: Way = {
  what: 'SSH to the instances',
  field: '`sshAccess`',
  ports: 'port 22 of the masters and nodes',
  codes: {
    closed: 'ssh-closed',
    unset: 'ssh-access-unset',
    open: 'ssh-open',
    wide: 'ssh-wide',
    unreadable: 'ssh-access-unreadable',
    unknown: 'ssh-access-unknown',
  },
  why: 'Nobody needs SSH to a cluster every day; Session Manager does without an open port.',
};

const API: Way = {
  what: 'The API',
  field: '`kubernetesApiAccess` (`api.access` in v1alpha3)',
  ports: 'port 443 of the masters, and of a classic load balancer before them',
  codes: {
    closed: 'api-closed',
    unset: 'api-access-unset',
    open: 'api-open',
    wide: 'api-wide',
    unreadable: 'api-access-unreadable',
    unknown: 'api-access-unknown',
  },
  why: 'Whoever reaches the API needs no more than one stolen credential, or one hole in it.',
};

/**
 * `kops create cluster` sets everybody where nobody says otherwise. `kops update cluster` opens what is listed, and takes a
 * missing list for an empty one. Source: kops, `pkg/model/awsmodel/external_access.go`.
 */
function unset(name: string, { field, ports, codes, why }: Way): Finding {
  return notes.warn(name, codes.unset, {
    seen: `${field} is not set, so kops opens nothing. For a new cluster it sets 0.0.0.0/0 and ::/0 by default.`,
    why: `The specification doesn’t say whether that is meant: kops leaves out an empty list when it writes. ${why}`,
    toDo: `Check that the security groups admit nobody from outside to ${ports}.`,
  });
}

function judgeListed(
  name: string,
  { what, field, codes, why }: Way,
  access: NonNullable<Access>,
  lists: readonly PrefixList[],
): readonly Finding[] {
  const toDo = `Set ${field} to the networks that need it, then \`kops update cluster --yes\`.`;
  const { addresses, unread } = addressesOf(access, lists);
  const { open, wide, unreadable } = exposureOf([...addresses.keys()]);
  const inWords = (cidr: string): string => addresses.get(cidr) ?? cidr;
  const findings: Finding[] = [];
  if (open.length > 0) {
    const seen = `${what} is open to ${openInWords(open, inWords)}.`;
    findings.push(notes.fail(name, codes.open, { seen, why, toDo }));
  }
  if (unreadable.length > 0) {
    const entries = shortened(
      unreadable.map((entry) => JSON.stringify(entry)),
      MOST_NAMED,
      'entries',
    );
    const seen = `${field} contains ${entries.join(', ')}, which is no CIDR and no prefix list.`;
    findings.push(
      notes.fail(name, codes.unreadable, { seen, why: `Who may connect is unknown. ${why}`, toDo }),
    );
  }
  if (wide.length > 0) {
    const networks = shortened(wide.map(inWords), MOST_NAMED, 'networks').join(', ');
    const seen = `${what} is open to ${networks}: more than one organisation has.`;
    findings.push(notes.warn(name, codes.wide, { seen, why, toDo }));
  }
  if (unread.length > 0)
    findings.push(
      notes.unknown(name, codes.unknown, {
        seen: `It is unknown whom the prefix lists in ${field} let in. ${unread.join('; ')}.`,
        why: `What can’t be read may have everybody in it. ${why}`,
        toDo: 'Check the id. Have its owner say what is in it, then accept the finding.',
      }),
    );
  if (findings.length > 0) return findings;
  const few = shortened([...access], MOST_NAMED, 'entries').join(', ');
  const seen = access.length === 0 ? `${what} is closed.` : `${what} is open to ${few} only.`;
  return [notes.pass(name, codes.closed, { seen, why })];
}

interface Addresses {
  /** Each by what it is called: `10.0.0.0/8`, `10.0.0.0/8 (in pl-1)`. What is no prefix list stands for itself. */
  readonly addresses: ReadonlyMap<string, string>;
  /** Prefix lists, each with why it isn't known. */
  readonly unread: readonly string[];
}

function addressesOf(access: readonly string[], lists: readonly PrefixList[]): Addresses {
  const listIds = access.filter(isPrefixList);
  const addresses = new Map(access.filter((entry) => !isPrefixList(entry)).map((entry) => [entry, entry]));
  const unread: string[] = [];
  for (const id of new Set(listIds)) {
    const cidrs = lists.find((list) => list.id === id)?.cidrs;
    if (!cidrs?.known)
      unread.push(`${id} could not be read: ${withoutEnd(cidrs?.why ?? 'it was not asked for')}`);
    else
      for (const cidr of cidrs.value)
        if (!addresses.has(cidr)) addresses.set(cidr, addressInWords({ cidr, listId: id }));
  }
  return { addresses, unread };
}
