import { IAMClient } from '@aws-sdk/client-iam';
import { ANSWER_TIMES } from '../../../shared/adapters/answer-times.ts';
import { IamSimulator } from '../../adapters/iam-simulator.ts';
import { Route53PrivateZones } from '../../adapters/route53-private-zones.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { dnsPorts } from '../../runtime/dns-ports.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { route53Access, route53Accounts } from '../../runtime/route53-access.ts';
import { verifyDns } from './verify-dns.ts';

export const handler = makeHandler(MIGRATE.verifyDns, parseCheckPayload, ({ run, continues }, context) => {
  const { settings } = context;
  const asking = { migration: settings.migration, run: run.name, continues, settings };
  const privateZones = [...route53Accounts(context)].map(
    ([account, access]) => new Route53PrivateZones(account, access),
  );
  const accessTo = route53Access(context);
  const policiesOf = (zoneId: string) => {
    // Route 53 is asked by the zone's role, too, which is assumed once.
    const { credentials } = accessTo(zoneId).client.config;
    return new IamSimulator(new IAMClient({ credentials, requestHandler: ANSWER_TIMES }));
  };
  return verifyDns(settings.zones, asking, { ...dnsPorts(context), privateZones, policiesOf });
});
