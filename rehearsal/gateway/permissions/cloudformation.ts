import type { ApiCall, Permission } from '../protocol/types.ts';
import { arn, onAnything, permission, type ServiceRules, text } from './rules.ts';

/** Source: Service Authorization Reference, "AWS CloudFormation". */
export const CLOUDFORMATION_RULES: ServiceRules = {
  DescribeStacks: (call) => [onStack('cloudformation:DescribeStacks', call)],
  ListExports: onAnything('cloudformation:ListExports'),
  ListStackResources: (call) => [onStack('cloudformation:ListStackResources', call)],
};

/** The end of a stack's ARN, which a name alone doesn't show, is any. */
function onStack(action: string, call: ApiCall): Permission {
  return permission(action, arn('cloudformation', call, `stack/${text(call, 'StackName')}/-`));
}
