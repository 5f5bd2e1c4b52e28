import { DnsResolver } from '../../adapters/dns-resolver.ts';
import { Route53Zone } from '../../adapters/route53-zone.ts';
import { LimitedWebProbe } from '../../adapters/web-probe/limited-web-probe.ts';
import { SocketWebProbe } from '../../adapters/web-probe/socket-web-probe.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { route53Access } from '../../runtime/route53-access.ts';
import { verifyIngress } from './verify-ingress.ts';

const resolver = new DnsResolver();
const sockets = new SocketWebProbe();

export const handler = makeHandler(MIGRATE.verifyIngress, parseCheckPayload, ({ continues }, context) => {
  const { settings, clock, patience } = context;
  const access = route53Access(context);
  return verifyIngress(settings, continues !== '', {
    probe: new LimitedWebProbe(sockets, patience),
    resolver,
    zoneOf: (zoneId) => new Route53Zone(zoneId, access(zoneId), clock),
    clock,
  });
});
