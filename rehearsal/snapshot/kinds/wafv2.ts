import type { GetWebACLForResourceResponse } from '@aws-sdk/client-wafv2';
import { fileKind } from '../file-kind.ts';

/** The web ACL of an application load balancer, by whose name the file is named. */
export const WEB_ACL = fileKind<GetWebACLForResourceResponse>()({
  service: 'wafv2',
  call: 'get-web-acl-for-resource',
  options: ['--resource-arn'],
  answer: async () => (await import('@aws-sdk/client-wafv2')).GetWebACLForResourceResponse$,
  needs: { WebACL: { ARN: true, Id: true, Name: true } },
});
