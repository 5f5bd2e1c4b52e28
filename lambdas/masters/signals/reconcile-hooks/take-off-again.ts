import { runbookLine } from '../../../shared/contract/links.ts';
import { NamedError } from '../../../shared/domain/named-error.ts';
import { withoutEnd } from '../../../shared/domain/text.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { MastersSettings } from '../../contract/settings.ts';
import type { AutoScaling } from '../../ports/auto-scaling.ts';
import { type ChangingHooks, takeOff } from './change-hooks.ts';
import { each, type Failure } from './each.ts';

export interface UndoingPorts {
  readonly settings: MastersSettings;
  readonly autoScaling: ChangingHooks & Pick<AutoScaling, 'groups'>;
}

/** A hook that this very call has put, or tried to: a put that seems to fail may have been done all the same. */
export interface PutHook {
  readonly group: string;
  readonly hook: string;
}

/**
 * Takes off what this call has put, where nobody takes its events.
 * @param why no hook may stay
 * @throws HooksLeftBehind, which names each that stays
 */
export async function takeOffAgain(
  put: readonly PutHook[],
  why: string,
  { settings, autoScaling }: UndoingPorts,
  cause?: Error,
): Promise<void> {
  const { failed } = await each(put, async ({ group: name, hook }) => {
    // Whoever waits there by now is released. A deleted group has no hooks.
    const group = (await autoScaling.groups()).find((one) => one.name === name);
    if (group) await takeOff(hook, group, autoScaling);
  });
  if (failed.length > 0) throw leftBehind(why, failed, settings, cause);
}

function leftBehind(
  why: string,
  failed: readonly Failure<PutHook>[],
  { runbookUrl }: MastersSettings,
  cause?: Error,
): NamedError {
  const left = failed.map(({ item: { group, hook }, error }) => `${hook} on ${group} (${error.message})`);
  return new NamedError(
    ERRORS.hooksLeftBehind,
    [
      `${withoutEnd(why)}.`,
      `Some hooks could not be removed again, and nobody handles their events: ${left.join('; ')}.`,
      'Each master that is terminated waits there for a whole heartbeat time-out. Release the instances that wait, then delete the hooks: aws autoscaling delete-lifecycle-hook --auto-scaling-group-name <group> --lifecycle-hook-name <hook>.',
      ...runbookLine(runbookUrl, ERRORS.hooksLeftBehind),
    ].join(' '),
    cause && { cause },
  );
}
