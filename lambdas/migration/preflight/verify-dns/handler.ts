import { optionalEnvironmentValue } from '../../../shared/runtime/environment.ts';
import { iamClient } from '../../adapters/iam-client.ts';
import { IamSimulator } from '../../adapters/iam-simulator.ts';
import { Route53PrivateZones } from '../../adapters/route53-private-zones.ts';
import { ENV } from '../../contract/environment.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { dnsPorts } from '../../runtime/dns-ports.ts';
import { lentPolicies } from '../../runtime/lent-policies.ts';
import { makeCheckHandler } from '../../runtime/make-check-handler.ts';
import { route53Accounts } from '../../runtime/route53-access.ts';
import type { OwnTrail } from './look-at-trail-rights.ts';
import { verifyDns } from './verify-dns.ts';

export const handler = makeCheckHandler(
  MIGRATE.verifyDns,
  parseCheckPayload,
  ({ run, continues }, context) => {
    const { settings } = context;
    const asking = { migration: settings.migration, run: run.name, continues, settings };
    const privateZones = [...route53Accounts(context)].map(
      ([account, access]) => new Route53PrivateZones(account, access),
    );
    return verifyDns(settings.zones, asking, {
      ...dnsPorts(context),
      privateZones,
      policiesOf: lentPolicies(context),
      ownTrail: ownTrail(),
    });
  },
);

function ownTrail(): OwnTrail | undefined {
  const roleArn = optionalEnvironmentValue(ENV.watchFunctionRole);
  return roleArn === undefined ? undefined : { roleArn, policies: new IamSimulator(iamClient()) };
}
