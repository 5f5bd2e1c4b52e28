import * as z from 'zod/mini';
import { parserFor } from '../../../shared/runtime/parse.ts';
import { cloudWatch } from '../../adapters/cloudwatch-client.ts';
import { CloudWatchFailingNames } from '../../adapters/cloudwatch-failing-names.ts';
import { DnsResolver } from '../../adapters/dns-resolver.ts';
import { LimitedWebProbe } from '../../adapters/web-probe/limited-web-probe.ts';
import { SocketWebProbe } from '../../adapters/web-probe/socket-web-probe.ts';
import { ALARMS } from '../../contract/states.ts';
import { makeEventHandler } from '../../runtime/make-handler.ts';
import { probeNames } from './probe-names.ts';

const resolver = new DnsResolver();
/** The status is enough: no body is read. */
const sockets = new SocketWebProbe({ bodyBytes: 0 });

/** The schedule's call says nothing. */
export const handler = makeEventHandler(
  ALARMS.probeNames,
  parserFor(z.strictObject({})),
  (_, { settings: { migration, nameProbe, target }, clock, patience }) => {
    if (!nameProbe || target.kind !== 'load-balancer')
      throw new Error(
        'The migration’s settings have no names to request, or no load balancer to send the requests to.',
      );
    return probeNames(nameProbe, target.dnsName, {
      resolver,
      probe: new LimitedWebProbe(sockets, patience),
      failingNames: new CloudWatchFailingNames(cloudWatch, migration),
      clock,
    });
  },
);
