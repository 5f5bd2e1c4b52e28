import type { ReplacementRef } from '../contract/payloads.ts';
import type { MastersSettings } from '../contract/settings.ts';
import type { LifecycleAction } from '../domain/auto-scaling-group.ts';
import type { KeptAction, Replacement } from '../domain/replacement.ts';
import { changeKept, changeReplacement } from '../lease/change-replacement.ts';
import { keptReplacement } from '../lease/kept-replacement.ts';
import type { AutoScaling } from '../ports/auto-scaling.ts';
import type { MastersJournal } from '../ports/masters-journal.ts';

type Transition = KeptAction['transition'];

/** The action that an instance waits in: as its event had it, or as it must be where the event was lost. */
export function actionOf(
  { group }: Pick<ReplacementRef, 'group'>,
  instance: string,
  transition: Transition,
  kept: KeptAction | undefined,
  { hooks }: Pick<MastersSettings, 'hooks'>,
): LifecycleAction {
  const known = kept?.transition === transition ? kept : undefined;
  const token = known?.token;
  return {
    group,
    hook: known?.hook ?? hooks[transition],
    instance,
    ...(token === undefined ? {} : { token }),
  };
}

/**
 * Asks for an action, and where its token finds nothing, once more without it: Auto Scaling then goes by the instance, and
 * a token may be that of a wait which is over.
 */
export async function withOrWithoutToken<Answer extends string>(
  action: LifecycleAction,
  ask: (action: LifecycleAction) => Promise<Answer | 'no-action'>,
): Promise<Answer | 'no-action'> {
  const answer = await ask(action);
  if (answer !== 'no-action' || action.token === undefined) return answer;
  const { token: _unknown, ...byInstance } = action;
  return await ask(byInstance);
}

export interface CompletingPorts {
  readonly settings: MastersSettings;
  readonly journal: Pick<MastersJournal, 'replacement' | 'putReplacement'>;
  readonly autoScaling: Pick<AutoScaling, 'complete'>;
}

/**
 * Releases an instance from its hook and keeps that it was. That nothing waits (any more) is what success looks like
 * when it comes late.
 * @throws TransientFailure
 */
export async function completeAction(
  ref: ReplacementRef,
  instance: string,
  transition: Transition,
  ports: CompletingPorts,
): Promise<void> {
  const kept = await keptReplacement(ports.journal, ref.id);
  const action = actionOf(ref, instance, transition, kept.value.actions[instance], ports.settings);
  await withOrWithoutToken(action, (one) => ports.autoScaling.complete(one));
  await changeKept(ports.journal, kept, (now) => withActionChange(now, instance, { completed: true }));
}

/**
 * The same for a known action, unless there is a reason not to: `whyNot` is called right before each call of AWS.
 * @param whyNot '' where there is none
 * @returns why it was not released; '' where it was
 * @throws TransientFailure
 */
export async function completeUnless(
  whyNot: () => string,
  { id }: Pick<ReplacementRef, 'id'>,
  action: LifecycleAction,
  { journal, autoScaling }: Pick<CompletingPorts, 'journal' | 'autoScaling'>,
): Promise<string> {
  let reason = '';
  await withOrWithoutToken(action, async (one) => {
    reason = whyNot();
    return reason === '' ? await autoScaling.complete(one) : 'not-asked';
  });
  if (reason !== '') return reason;
  await changeReplacement(journal, id, (now) => withActionChange(now, action.instance, { completed: true }));
  return '';
}

/** With what changed of an action; the same where none is kept of the instance, or nothing changes. */
export function withActionChange(
  replacement: Replacement,
  instance: string,
  change: Partial<KeptAction>,
): Replacement {
  const kept = replacement.actions[instance];
  if (!kept || Object.entries(change).every(([key, value]) => kept[key as keyof KeptAction] === value))
    return replacement;
  return { ...replacement, actions: { ...replacement.actions, [instance]: { ...kept, ...change } } };
}

/**
 * Keeps an action whose event was lost or is late, so that it gets its heartbeats. One that is kept already stays, unless
 * the instance came through its launching hook and goes now.
 * @param from when it can have begun at the earliest (ISO 8601): its first heartbeat is due accordingly. AWS's overall limit is
 *   counted from no earlier than the replacement's last opening: one that was paged for days has only come into its hook.
 */
export function withSeenAction(
  replacement: Replacement,
  instance: string,
  transition: Transition,
  from: string,
  { hooks }: Pick<MastersSettings, 'hooks'>,
): Replacement {
  const before = replacement.actions[instance]?.transition;
  if (before === transition || before === 'terminating') return replacement;
  const since = Date.parse(replacement.statusAt) > Date.parse(from) ? replacement.statusAt : from;
  const seen = { hook: hooks[transition], transition, since, lastHeartbeat: from, completed: false };
  return { ...replacement, actions: { ...replacement.actions, [instance]: seen } };
}
