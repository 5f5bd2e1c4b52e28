import { makeHandler } from '../../runtime/make-handler.ts';
import { copyWorld } from '../../runtime/swap-world.ts';
import { parseRestorePayload } from './payload.ts';
import { restoreLegacy } from './restore-legacy.ts';

export const handler = makeHandler('RestoreLegacy', parseRestorePayload, (payload, context) =>
  restoreLegacy(payload, copyWorld(context)),
);
