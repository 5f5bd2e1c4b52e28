/** The notification about an execution of Migrate that a rollback stopped before it had changed anything. */

import { linkLine, runbookLine } from '../../../shared/contract/links.ts';
import { compose } from '../../../shared/domain/compose.ts';
import type { Message } from '../../../shared/domain/message.ts';
import type { NotifyRollBackPayload } from '../../contract/roll-back-payloads.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { ROLL_BACK } from '../../contract/states.ts';

export function stoppedMessage(
  { migration, runbookUrl }: MigrationSettings,
  { run, restore, stop }: NotifyRollBackPayload,
): Message {
  return compose(`${migration}: stopped before any record was changed`, [
    {
      heading: `An execution of ${migration}-Migrate was stopped before it changed a record. Legacy serves, as before.`,
      lines: stop.stopped.map((execution) => `Stopped execution ${execution}.`),
    },
    { heading: 'Why', lines: [restore.request.reason] },
    {
      heading: 'What to do next',
      lines: [`Find the cause, then start the machine ${migration}-Migrate again.`],
    },
    {
      heading: 'Links',
      lines: [...linkLine('Rollback', run.arn), ...runbookLine(runbookUrl, ROLL_BACK.notifyRollBack)],
    },
  ]);
}
