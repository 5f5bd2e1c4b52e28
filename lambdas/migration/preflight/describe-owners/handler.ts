import { Route53Zone } from '../../adapters/route53-zone.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { route53Access } from '../../runtime/route53-access.ts';
import { describeOwners } from './describe-owners.ts';

export const handler = makeHandler(MIGRATE.describeOwners, parseCheckPayload, (_asked, context) => {
  const { settings, clock } = context;
  const access = route53Access(context);
  return describeOwners(settings, (zoneId) => new Route53Zone(zoneId, access(zoneId), clock));
});
