import { Route53Zone } from '../../adapters/route53-zone.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { legacyPorts } from '../../runtime/legacy-ports.ts';
import { makeCheckHandler } from '../../runtime/make-check-handler.ts';
import { route53Access } from '../../runtime/route53-access.ts';
import { verifyLegacy } from './verify-legacy.ts';

export const handler = makeCheckHandler(MIGRATE.verifyLegacy, parseCheckPayload, (_asked, context) => {
  const { settings, clock } = context;
  const access = route53Access(context);
  const zoneOf = (zoneId: string) => new Route53Zone(zoneId, access(zoneId), clock);
  return verifyLegacy({ settings, clock, zoneOf, legacy: legacyPorts(context) });
});
