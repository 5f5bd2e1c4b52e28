/** Whom security groups let in, however it is written: by addresses, prefix lists, other groups, or for all traffic. */
import type { Ports } from './decide.ts';
import type { Group, GroupRule } from './network.ts';
import { isAbout } from './rules.ts';

/** By whichever of its rules, a group lets in … */
export interface Admission {
  readonly group: Group;
  /** … these addresses, */
  readonly addresses: readonly AdmittedAddress[];
  /** … members of these other groups, by id, */
  readonly groups: readonly string[];
  /** … and whatever is in these prefix lists, which could not be read. */
  readonly unread: readonly { readonly listId: string; readonly why: string }[];
}

export interface AdmittedAddress {
  readonly cidr: string;
  /** The prefix list that has it. */
  readonly listId?: string;
}

/** @param ports of TCP */
export function admissionsOf(groups: readonly Group[], ports: readonly Ports[]): readonly Admission[] {
  return groups.map((group) => {
    const rules = group.ingress.filter((rule) => ports.some((some) => isAbout(some, rule)));
    return {
      group,
      addresses: uniqueBy(rules.flatMap(addressesIn), ({ cidr, listId = '' }) => `${cidr} ${listId}`),
      groups: [...new Set(rules.flatMap((rule) => rule.groups))],
      unread: uniqueBy(
        rules
          .flatMap(({ lists }) => lists)
          .flatMap(({ id, cidrs }) => (cidrs.known ? [] : [{ listId: id, why: cidrs.why }])),
        ({ listId }) => listId,
      ),
    };
  });
}

function addressesIn({ cidrs, lists }: GroupRule): readonly AdmittedAddress[] {
  return [
    ...cidrs.map((cidr) => ({ cidr })),
    ...lists.flatMap(({ id: listId, cidrs: listed }) =>
      listed.known ? listed.value.map((cidr) => ({ cidr, listId })) : [],
    ),
  ];
}

function uniqueBy<T>(all: readonly T[], keyOf: (each: T) => string): readonly T[] {
  return [...new Map(all.map((each) => [keyOf(each), each])).values()];
}
