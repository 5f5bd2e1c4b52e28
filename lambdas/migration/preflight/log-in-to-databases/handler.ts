import { secretsManager } from '../../../shared/adapters/secrets-manager-client.ts';
import { DriverLogins } from '../../adapters/database-login/driver-logins.ts';
import { authoritiesOf } from '../../adapters/database-probe/tls-upgrade.ts';
import { MIGRATE } from '../../contract/states.ts';
import { givenAuthorities } from '../../runtime/given-authorities.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { logInToDatabases } from './log-in-to-databases.ts';
import { parseLogInToDatabasesPayload } from './payload.ts';

const databases = new DriverLogins({
  authorities: (kind) => authoritiesOf(kind, givenAuthorities()),
  secrets: secretsManager,
  timeoutMs: 3000,
});

export const handler = makeHandler(MIGRATE.logInToDatabases, parseLogInToDatabasesPayload, ({ endpoints }) =>
  logInToDatabases(endpoints, databases),
);
