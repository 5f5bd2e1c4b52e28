import { secretsManagerWithin } from '../../../shared/adapters/secrets-manager-client.ts';
import { DriverLogins } from '../../adapters/database-login/driver-logins.ts';
import { authoritiesOf } from '../../adapters/database-probe/tls-upgrade.ts';
import { MIGRATE } from '../../contract/states.ts';
import { givenAuthorities } from '../../runtime/given-authorities.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { logInToDatabases } from './log-in-to-databases.ts';
import { parseLogInToDatabasesPayload } from './payload.ts';

/** Without a way to it there is no answer: said once for each secret, within the function's time. */
const secrets = secretsManagerWithin({ longestMs: 10_000, tries: 2 });
const databases = new DriverLogins({
  authorities: (kind) => authoritiesOf(kind, givenAuthorities()),
  secrets,
  timeoutMs: 3000,
});

export const handler = makeHandler(MIGRATE.logInToDatabases, parseLogInToDatabasesPayload, ({ endpoints }) =>
  logInToDatabases(endpoints, databases),
);
