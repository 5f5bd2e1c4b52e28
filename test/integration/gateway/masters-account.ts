import type { GroupSeed } from '../../../rehearsal/compute/index.ts';
import {
  autoScalingService,
  ec2Service,
  elasticLoadBalancingService,
} from '../../../rehearsal/gateway/index.ts';
import {
  LAUNCHING,
  type Masters,
  shopMasters,
  TERMINATING,
} from '../../unit/rehearsal/compute/shop-masters.ts';
import { type RehearsedAccount, rehearsedAccount } from './rehearsed-account.ts';

export interface MastersAccount extends Masters {
  readonly account: RehearsedAccount;
}

/** A gateway before the engine of three masters, each held by our two hooks, and of other people's groups. */
export async function mastersAccount(others: readonly GroupSeed[] = []): Promise<MastersAccount> {
  const group = { hooks: [TERMINATING, LAUNCHING], loadBalancers: ['api-k8s-shop'] };
  const masters = shopMasters(group, {}, others);
  const { autoScaling, ec2, targets, resources } = masters.engine;
  const account = await rehearsedAccount({
    compute: () => resources,
    services: {
      autoscaling: autoScalingService(autoScaling),
      ec2: ec2Service(ec2),
      elasticloadbalancing: elasticLoadBalancingService({ loadBalancers: () => [] }, targets),
    },
  });
  return { ...masters, account };
}

/** What an SDK gives, without what it says of the call itself. */
export function plain({ $metadata: _metadata, ...output }: { readonly $metadata: object }): object {
  return output;
}
