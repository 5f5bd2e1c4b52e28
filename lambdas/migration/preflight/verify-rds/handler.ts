import { probingPlaces } from '../../contract/probing-places.ts';
import { MIGRATE } from '../../contract/states.ts';
import { makeCheckHandler } from '../../runtime/make-check-handler.ts';
import { parseVerifyRdsPayload } from './payload.ts';
import { verifyRds } from './verify-rds.ts';

export const handler = makeCheckHandler(
  MIGRATE.verifyRds,
  parseVerifyRdsPayload,
  async (probes, { settings }) => verifyRds(probingPlaces(settings), probes),
);
