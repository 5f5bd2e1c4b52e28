import { SocketDatabaseProbe } from '../../adapters/database-probe/socket-database-probe.ts';
import { trustedAuthorities } from '../../adapters/database-probe/tls-upgrade.ts';
import { MIGRATE } from '../../contract/states.ts';
import { givenAuthorities } from '../../runtime/given-authorities.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { parseVerifyRdsPayload } from './payload.ts';
import { verifyRds } from './verify-rds.ts';

const probe = new SocketDatabaseProbe({ trusted: (kind) => trustedAuthorities(kind, givenAuthorities()) });

export const handler = makeHandler(MIGRATE.verifyRds, parseVerifyRdsPayload, ({ described }) =>
  verifyRds(described, probe),
);
