import type { Route53Client } from '@aws-sdk/client-route-53';
import { iamClient } from '../adapters/iam-client.ts';
import { IamSimulator } from '../adapters/iam-simulator.ts';
import type { OwnPoliciesSource } from '../ports/own-policies.ts';
import type { HandlerContext } from './make-handler.ts';
import { route53Access } from './route53-access.ts';

/**
 * IAM as the roles of zones in other accounts ask it, with the credentials by which they also ask Route 53. Zones of one role
 * share a client: what IAM throttles slows all of them down.
 */
export function lentPolicies(context: HandlerContext): (zoneId: string) => OwnPoliciesSource {
  const accessTo = route53Access(context);
  const known = new Map<Route53Client, OwnPoliciesSource>();
  return (zoneId) => {
    const { client } = accessTo(zoneId);
    const { credentials } = client.config;
    const policies = known.get(client) ?? new IamSimulator(iamClient({ credentials }));
    known.set(client, policies);
    return policies;
  };
}
