import { makeHandler } from '../shared/runtime/make-handler.ts';
import { swapWorld } from '../shared/runtime/swap-world.ts';
import { parseRestorePayload } from './payload.ts';
import { restoreLegacy } from './restore-legacy.ts';

export const handler = makeHandler('RestoreLegacy', parseRestorePayload, (payload, context) =>
  restoreLegacy(payload, swapWorld(context)),
);
