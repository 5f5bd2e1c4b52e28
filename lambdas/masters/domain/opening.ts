/** How a replacement comes to be: a new one, one that is joined, or one that is taken up again. */

import { shortHash } from '../../shared/domain/hash.ts';
import type { ReplacementRef } from '../contract/payloads.ts';
import { MARKS } from './marks.ts';
import type { KeptAction, Replacement } from './replacement.ts';

/** What was heard or found. */
export interface Sign {
  readonly id: string;
  readonly group: string;
  /** '' where nobody knows which master went. */
  readonly instance: string;
  readonly request: Replacement['request'];
  /** For people. */
  readonly origin: string;
  /** When it happened, as its source says; ISO 8601. */
  readonly at: string;
  readonly action?: { readonly instance: string; readonly kept: KeptAction };
}

export type Opening =
  | {
      /** `opened`: a new attempt is to be started. `joined`: one is under way, or a person decides. */
      readonly verdict: 'opened' | 'joined';
      readonly reason: string;
      /** The very same as what was kept where the sign says nothing new. */
      readonly next: Replacement;
    }
  | { readonly verdict: 'over'; readonly reason: string };

/** @param now ISO 8601 */
export function openFor(kept: Replacement | undefined, sign: Sign, now: string): Opening {
  if (!kept) return { verdict: 'opened', reason: sign.origin, next: fresh(sign, 1, now) };
  if (kept.status === 'open' || kept.status === 'paged')
    return { verdict: 'joined', reason: `It is ${kept.status}.`, next: withAction(kept, sign.action) };
  const over = whyOver(kept, sign);
  if (over) return { verdict: 'over', reason: over };
  return {
    verdict: 'opened',
    reason: `${sign.origin}; it was ${kept.status} at ${kept.statusAt}`,
    next: fresh(sign, kept.attempt + 1, now),
  };
}

/**
 * Why what happened is no news; '' when it is. An instance terminates once, so one that was replaced is over for good; a
 * vacancy can come again. What a person dismissed is taken up again only for what happened after it, and only if its
 * going was not known then.
 */
function whyOver(kept: Replacement, { instance, at }: Sign): string {
  const then = `${kept.id} was ${kept.status} at ${kept.statusAt}`;
  if (kept.status === 'replaced') return instance === '' ? '' : `${then}.`;
  const goes =
    kept.actions[instance]?.transition === 'terminating' || kept.marks[MARKS.terminated] !== undefined;
  if (instance !== '' && goes) return `${then}, and its termination was already known.`;
  return Date.parse(at) > Date.parse(kept.statusAt) ? '' : `${then}, after this event (${at}).`;
}

function fresh(
  { id, group, instance, request, origin, at, action }: Sign,
  attempt: number,
  now: string,
): Replacement {
  const begun: Replacement = {
    id,
    group,
    instance,
    attempt,
    request,
    origin,
    since: at,
    status: 'open',
    statusAt: now,
    actions: {},
    marks: {},
  };
  return withAction(begun, action);
}

/**
 * With the action, beside those that are kept. Two tokens for one instance can't both fit, and it is unknown which one
 * does: then none is kept, and Auto Scaling goes by the instance.
 */
export function withAction(kept: Replacement, action: Sign['action']): Replacement {
  if (!action) return kept;
  const before = kept.actions[action.instance];
  const after = before ? merged(before, action.kept) : action.kept;
  if (after === before) return kept;
  return { ...kept, actions: { ...kept.actions, [action.instance]: after } };
}

function merged(before: KeptAction, heard: KeptAction): KeptAction {
  // Who came through one hook goes through the other one day, and never back.
  if (heard.transition !== before.transition) return heard.transition === 'terminating' ? heard : before;
  if (heard.token === undefined || heard.token === before.token) return before;
  const { token, ...rest } = before;
  // Found by the sweep, and now its event comes after all; a token that was taken away stays away.
  if (token === undefined && !before.disputed) return { ...rest, token: heard.token };
  return token === undefined ? before : { ...rest, disputed: true };
}

/** The execution's input. */
export function refOf({ id, group, instance, attempt }: Replacement): ReplacementRef {
  return { id, group, instance, attempt };
}

/** Step Functions' longest name of an execution, less `vacant-`, a hyphen and an attempt of six digits. */
const LONGEST_IN_ID = 80 - 'vacant-'.length - 1 - 6;
/** As kops names groups. What stands before `.masters.` differs within a cluster, and has no dots. */
const KOPS_NAME = /^[A-Za-z0-9-]+\.masters\.[a-z0-9.-]+$/;

/**
 * The key of a group's vacancy: a master that is missing without anybody knowing which it was. One for each group, so
 * that whoever finds it finds the same; fit for an execution's name. Groups have names of up to 255 characters: of one
 * that doesn't fit, or that would be another's with hyphens for what is no letter, a hash takes the place of the end.
 */
export function vacancyOf(group: string): string {
  const plain = group.replaceAll(/[^A-Za-z0-9-]/g, '-');
  if (plain.length <= LONGEST_IN_ID && KOPS_NAME.test(group)) return `vacant-${plain}`;
  const hash = shortHash(group);
  return `vacant-${plain.slice(0, LONGEST_IN_ID - hash.length - 1)}-${hash}`;
}

/**
 * The vacancy of a group whose master a person looks after: dismissed with it, until the group is whole again. One that is
 * under way stays as it is.
 */
export function dismissedVacancy(kept: Replacement | undefined, group: string, at: string): Replacement {
  if (kept && (kept.status === 'open' || kept.status === 'paged' || kept.statusAt === at)) return kept;
  const sign = { id: vacancyOf(group), group, instance: '', request: 'involuntary', at } as const;
  const vacancy = fresh(
    { ...sign, origin: 'A person has taken over the master of this group' },
    kept?.attempt ?? 1,
    at,
  );
  return { ...vacancy, status: 'dismissed' };
}
