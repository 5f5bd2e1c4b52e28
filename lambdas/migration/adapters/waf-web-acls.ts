import { GetWebACLForResourceCommand, type WAFV2Client } from '@aws-sdk/client-wafv2';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import type { WebAcl } from '../domain/balancer-traits.ts';

const { given } = answersOf('AWS WAF');

/** The web ACL of an application load balancer; undefined if it has none. */
export type WebAclOf = (loadBalancerArn: string) => Promise<WebAcl | undefined>;

export function webAclsOf(client: WAFV2Client): WebAclOf {
  return async (ResourceArn) => {
    const { WebACL } = await client.send(new GetWebACLForResourceCommand({ ResourceArn }));
    if (!WebACL) return undefined;
    return { arn: given(WebACL.ARN, ResourceArn, 'ARN'), name: given(WebACL.Name, ResourceArn, 'Name') };
  };
}
