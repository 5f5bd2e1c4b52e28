import type { TargetOperations } from '../../../compute/index.ts';
import { rpcService } from '../../protocol/rpc-service.ts';
import type { ServiceHandler } from '../../protocol/types.ts';
import type { LoadBalancerSource } from '../load-balancer-source.ts';
import { CLASSIC_NAMESPACE, classicOperations } from './classic.ts';
import { instanceOperations, targetGroupOperations } from './registration.ts';
import { VERSION_2_NAMESPACE, version2Operations } from './version-2.ts';

/**
 * Both APIs of Elastic Load Balancing, which share an endpoint and tell each other apart by their version.
 * @param engine who is registered where; without it, nobody can ask that
 */
export function elasticLoadBalancingService(
  source: LoadBalancerSource,
  engine?: TargetOperations,
): ServiceHandler {
  const classic = { ...classicOperations(source), ...(engine && instanceOperations(engine)) };
  const balancers = version2Operations(source);
  const version2 = { ...balancers, ...(engine && targetGroupOperations(engine, balancers)) };
  return rpcService({
    service: 'elasticloadbalancing',
    defaultVersion: '2015-12-01',
    versions: {
      '2012-06-01': { namespace: CLASSIC_NAMESPACE, operations: classic },
      '2015-12-01': { namespace: VERSION_2_NAMESPACE, operations: version2 },
    },
  });
}
