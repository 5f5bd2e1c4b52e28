import { requiredString } from '../protocol/input.ts';
import { rpcService, ServiceFault } from '../protocol/rpc-service.ts';
import type { ServiceHandler } from '../protocol/types.ts';
import { arnOf } from './elastic-load-balancing/looked-up.ts';
import type { LoadBalancerSource } from './load-balancer-source.ts';

const VERSION = '2019-07-29';
const APPLICATION = /^arn:[\w-]+:elasticloadbalancing:[\w-]+:\d{12}:loadbalancer\/app\//;

/** AWS WAF's association of web ACLs with application load balancers: SPEC.md, "Web ACLs". */
export function webAclService(source: LoadBalancerSource): ServiceHandler {
  return rpcService({
    service: 'wafv2',
    defaultVersion: VERSION,
    versions: {
      [VERSION]: {
        namespace: '',
        operations: {
          GetWebACLForResource: (call) => {
            const arn = requiredString(call.input, 'ResourceArn', { min: 20, max: 2048 });
            if (!APPLICATION.test(arn)) throw new ServiceFault('WAFInvalidParameterException', NOT_FOR(arn));
            const found = source.loadBalancers().find((each) => arnOf(each, call) === arn);
            if (!found) throw new ServiceFault('WAFNonexistentItemException', GONE);
            return { WebACL: found.webAcl && { ...found.webAcl } };
          },
        },
      },
    },
  });
}

const NOT_FOR = (arn: string): string =>
  `Error reason: The ARN isn't valid. A valid ARN begins with arn: and includes other information separated by colons or slashes., field: RESOURCE_ARN, parameter: ${arn}`;
const GONE = 'AWS WAF couldn’t perform the operation because your resource doesn’t exist.';
