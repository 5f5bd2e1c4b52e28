import { SocketDatabaseProbe } from '../../adapters/database-probe/socket-database-probe.ts';
import { MIGRATE } from '../../contract/states.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { parseVerifyRdsPayload } from './payload.ts';
import { verifyRds } from './verify-rds.ts';

const probe = new SocketDatabaseProbe();

export const handler = makeHandler(MIGRATE.verifyRds, parseVerifyRdsPayload, ({ described }) =>
  verifyRds(described, probe),
);
