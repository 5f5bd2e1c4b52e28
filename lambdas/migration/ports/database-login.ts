import type { LoginOutcome } from '../contract/database-logins.ts';
import type { DatabaseEndpoint } from '../contract/payloads.ts';
import type { LoginSettings } from '../contract/settings.ts';

/** Logs in as an application does, and asks what changes nothing. Never throws for what it meets. */
export interface DatabaseLogins {
  tryOne(endpoint: DatabaseEndpoint, login: LoginSettings): Promise<LoginOutcome>;
}
