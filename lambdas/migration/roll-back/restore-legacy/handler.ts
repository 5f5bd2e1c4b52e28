import { ROLL_BACK } from '../../contract/states.ts';
import { readRequest } from '../../domain/roll-back-request.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { owedLatchOf } from '../../runtime/owed-latch.ts';
import { copyPorts } from '../../runtime/swap-ports.ts';
import { parseRestorePayload } from './payload.ts';
import { restoreLegacy } from './restore-legacy.ts';

export const handler = makeHandler(
  ROLL_BACK.restoreLegacy,
  parseRestorePayload,
  ({ run, event, restore }, context) =>
    restoreLegacy(
      { run, request: readRequest(event, run), restore },
      { ...copyPorts(context), latch: owedLatchOf(context.settings) },
    ),
);
