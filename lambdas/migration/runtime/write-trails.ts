import { accountOf, type ZoneRole } from '../contract/settings.ts';
import { sessionName } from '../domain/session-name.ts';
import type { WriteTrails } from '../ports/write-trails.ts';
import type { HandlerContext } from './make-handler.ts';
import { trailTurnsOf } from './turns.ts';

/** Made once for each execution environment. */
let opened: Promise<WriteTrails> | undefined;

/** Undefined without the option. CloudTrail's client is in a file of its own: it is loaded only when somebody else has written. */
export function writeTrailsOf(context: HandlerContext): WriteTrails | undefined {
  const { trailRegion } = context.settings;
  if (trailRegion === undefined) return undefined;
  return {
    read: async (account, window) => {
      opened ??= open(trailRegion, context);
      return (await opened).read(account, window);
    },
  };
}

async function open(region: string, context: HandlerContext): Promise<WriteTrails> {
  const { openWriteTrails, trailClient } = await import('#apart/write-trails.js');
  const { account, zones } = context.settings;
  const clients = new Map<string, ReturnType<typeof trailClient>>();
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
