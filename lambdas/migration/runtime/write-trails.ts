import type { TrailAccess } from '../adapters/cloud-trail-writes.ts';
import { accountOf, type ZoneRole } from '../contract/settings.ts';
import { sessionName } from '../domain/session-name.ts';
import type { WriteTrails } from '../ports/write-trails.ts';
import type { HandlerContext } from './make-handler.ts';
import { trailTurnsOf } from './turns.ts';

/** By account, made once for each execution environment. Turns are not kept: each call has its own time to wait. */
const clients = new Map<string, TrailAccess['client']>();

/** Undefined without the option. CloudTrail's client is in a file of its own: it is loaded only when somebody else has written. */
export function writeTrailsOf(context: HandlerContext): WriteTrails | undefined {
  const { trailRegion } = context.settings;
  if (trailRegion === undefined) return undefined;
  return {
    read: async (account, window) => (await open(trailRegion, context)).read(account, window),
  };
}

async function open(region: string, context: HandlerContext): Promise<WriteTrails> {
  const { openWriteTrails, trailClient } = await import('#apart/write-trails.js');
  const { account, zones } = context.settings;
  return openWriteTrails((asked) => {
    const role = zones.find((zone) => zone.role && accountOf(zone.role) === asked)?.role;
    const lent = asked === account ? undefined : role;
    const client = clients.get(asked) ?? trailClient(region, lent && credentialsOf(lent, context));
    clients.set(asked, client);
    return { client, turns: trailTurnsOf(context, lent) };
  });
}

function credentialsOf(role: ZoneRole, { settings, execution }: HandlerContext) {
  return async () => {
    const { credentialsOf } = await import('#apart/assumed-role.js');
    const { migration, account } = settings;
    return credentialsOf({ role, sessionName: sessionName(migration, execution), account });
  };
}
