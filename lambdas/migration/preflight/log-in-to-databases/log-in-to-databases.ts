import type { DatabaseLogin, LoggedIn } from '../../contract/database-logins.ts';
import type { DatabaseEndpoint } from '../../contract/payloads.ts';
import type { DatabaseLogins } from '../../ports/database-login.ts';

/** For all databases, milliseconds: the function's time-out less what the last one may take. */
const WITHIN_MS = 240_000;

/** One database after the other; those without a login are left out, and those for which the time doesn't suffice. */
export async function logInToDatabases(
  endpoints: readonly DatabaseEndpoint[],
  databases: DatabaseLogins,
): Promise<LoggedIn> {
  const end = performance.now() + WITHIN_MS;
  const logins: DatabaseLogin[] = [];
  for (const endpoint of endpoints) {
    const { subject, host, login } = endpoint;
    if (!login || performance.now() > end) continue;
    logins.push({ subject, host, outcome: await databases.tryOne(endpoint, login) });
  }
  return { logins };
}
