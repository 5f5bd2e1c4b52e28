/** The page about a rollback that only a person may start. */

import { linkLine, runbookLine } from '../../../shared/contract/links.ts';
import { compose } from '../../../shared/domain/compose.ts';
import type { Message } from '../../../shared/domain/message.ts';
import { percent } from '../../../shared/domain/text.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { ROLL_BACK } from '../../contract/states.ts';
import type { WatchedState } from '../journal-state.ts';
import { type HeldRequest, shareOf } from '../one-way.ts';

export interface HeldFacts {
  readonly settings: MigrationSettings;
  /** Undefined where the journal has another run by now, or none. */
  readonly state: Pick<WatchedState, 'run' | 'zones'> | undefined;
  readonly request: HeldRequest;
  /** Why only a person may restore legacy. */
  readonly reason: string;
  /** ARN of the machine RollBack. */
  readonly rollBackArn: string;
}

export function heldMessage({ settings, state, request, reason, rollBackArn }: HeldFacts): Message {
  const { migration, account, region, runbookUrl } = settings;
  const share = state ? percent(shareOf(state)) : 'its share';
  return compose(`${migration}: ROLLBACK HELD after the one-way step, act now`, [
    {
      heading: `Migration ${migration} (account ${account}, ${region}) would have been rolled back. It was not: only you can.`,
      lines: [`The cluster keeps ${share}.`, reason],
    },
    { heading: 'Why it would have been rolled back', lines: [request.reason] },
    {
      heading: 'What to do',
      lines: [
        'Repair the cluster. The migration goes no further by itself while an alarm is in ALARM.',
        ...(request.source === 'alarm' ? [] : afterEnd(settings, state)),
        `To restore legacy nevertheless, start the state machine ${migration}-RollBack with this input. Legacy lacks what was written only for the cluster since:`,
        '{"reason": "…"}',
      ],
    },
    {
      heading: 'Links',
      lines: [
        ...linkLine('Migration', state?.run.executionArn ?? ''),
        ...linkLine('RollBack', rollBackArn),
        ...(request.cause === state?.run.executionArn ? [] : linkLine('Cause', request.cause)),
        ...runbookLine(runbookUrl, ROLL_BACK.notifyHeld),
      ],
    },
  ]);
}

/** An execution that is dead asks nobody. */
function afterEnd({ migration, steps }: MigrationSettings, state: HeldFacts['state']): readonly string[] {
  const share = shareOf(state);
  const inDrain = [...(state?.zones.values() ?? [])].some(({ fence }) => fence.phase === 'drain');
  if (inDrain || !steps.some((step) => step.percent === share)) return [];
  return [
    `To continue, start the state machine ${migration}-Migrate with this input:`,
    `{"startAtPercent": ${share}}`,
  ];
}
