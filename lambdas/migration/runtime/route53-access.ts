import { type Route53Client, Route53ServiceException } from '@aws-sdk/client-route-53';
import type { Route53Access } from '../adapters/route53-access.ts';
import { route53, route53Client } from '../adapters/route53-client.ts';
import { accountOf, type ZoneRole } from '../contract/settings.ts';
import { sessionName } from '../domain/session-name.ts';
import type { HandlerContext } from './make-handler.ts';
import { turnsOf } from './turns.ts';

/** The clients of other accounts' roles, for one session: made once for each execution that calls. */
let assumed: { readonly session: string; readonly clients: Map<string, Route53Client> } | undefined;

/**
 * How each of the migration's zones is reached; its role is assumed when the zone is first asked for.
 * @returns `until`: no turn begins later, epoch milliseconds
 */
export function route53Access(context: HandlerContext): (zoneId: string, until?: number) => Route53Access {
  return (zoneId, until) => {
    const role = context.settings.zones.find(({ id }) => id === zoneId)?.role;
    return { client: role ? clientOf(role, context) : route53, turns: turnsOf(context, { role, until }) };
  };
}

/** Assumes the roles of all zones now, beside what the function reads first: a rollback waits for nothing twice. */
export function assumeRoles(context: HandlerContext): void {
  for (const { role } of context.settings.zones) if (role) void clientOf(role, context);
}

/** How Route 53 is reached in the functions' own account, and in each that lends a role for a zone. */
export function route53Accounts(context: HandlerContext): ReadonlyMap<string, Route53Access> {
  const { account, zones } = context.settings;
  const lent = zones.flatMap(({ role }) => (role ? [[accountOf(role), role] as const] : []));
  const accessBy = (role?: ZoneRole): Route53Access => ({
    client: role ? clientOf(role, context) : route53,
    turns: turnsOf(context, { role }),
  });
  return new Map([[account, accessBy()], ...lent.map(([other, role]) => [other, accessBy(role)] as const)]);
}

function clientOf(role: ZoneRole, context: HandlerContext): Route53Client {
  const session = sessionName(context.settings.migration, context.execution);
  if (assumed?.session !== session) assumed = { session, clients: new Map() };
  const { clients } = assumed;
  const key = JSON.stringify([role.arn, role.externalId]);
  const known = clients.get(key);
  if (known) return known;
  const client = assuming(role, session, context);
  clients.set(key, client);
  forgetRefused(client, () => clients.delete(key));
  return client;
}

/** The SDK asks for the credentials once, and again before they end. */
function assuming(role: ZoneRole, session: string, { settings: { account } }: HandlerContext): Route53Client {
  const client = route53Client(async () => {
    const { credentialsOf } = await import('#apart/assumed-role.js');
    return credentialsOf({ role, sessionName: session, account });
  });
  // Each call asks for them again, and then reports why there are none.
  client.config.credentials().catch(() => {});
  return client;
}

/**
 * Credentials last for an hour, but end at once if their role is made anew or its sessions are revoked. So a rollback that
 * was refused assumes the role again in its next round, and needn't wait for them to end.
 */
function forgetRefused(client: Route53Client, forget: () => void): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        if (isForbidden(error)) forget();
        throw error;
      }
    },
    { step: 'initialize', name: 'forgetRefused' },
  );
}

/** `AccessDenied`, `InvalidClientTokenId`, `ExpiredToken` and the like, of Route 53 itself. */
function isForbidden(error: unknown): boolean {
  return error instanceof Route53ServiceException && error.$metadata.httpStatusCode === 403;
}
