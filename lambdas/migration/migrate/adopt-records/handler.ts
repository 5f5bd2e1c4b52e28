import { parseChangePayload } from '../../runtime/change-schemas.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { swapPorts } from '../../runtime/swap-ports.ts';
import { adoptRecords } from '../../swap/move-records.ts';

export const handler = makeHandler('AdoptRecords', parseChangePayload, ({ run }, context) =>
  adoptRecords(run, swapPorts(context)),
);
