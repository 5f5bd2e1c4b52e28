import { parseChangePayload } from '../../runtime/change-schemas.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { swapPorts } from '../../runtime/swap-ports.ts';
import { retireLegacyRecords } from '../../swap/move-records.ts';

export const handler = makeHandler('RetireLegacyRecords', parseChangePayload, ({ run }, context) =>
  retireLegacyRecords(run, swapPorts(context)),
);
