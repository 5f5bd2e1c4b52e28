import type {
  DescribeStacksOutput,
  ListExportsOutput,
  ListStackResourcesOutput,
} from '@aws-sdk/client-cloudformation';
import { fileKind } from '../file-kind.ts';

const sdk = () => import('@aws-sdk/client-cloudformation');

/** What `Fn::ImportValue` finds. */
export const EXPORTS = fileKind<ListExportsOutput>()({
  service: 'cloudformation',
  call: 'list-exports',
  answer: async () => (await sdk()).ListExportsOutput$,
  needs: { Exports: [{ Name: true, Value: true }] },
});

/** What `Fn::GetStackOutput` finds. */
export const STACK = fileKind<DescribeStacksOutput>()({
  service: 'cloudformation',
  call: 'describe-stacks',
  options: ['--stack-name'],
  answer: async () => (await sdk()).DescribeStacksOutput$,
  needs: { Stacks: [{ StackName: true }] },
});

/** What a stack of the same app has made: an output may be newer than its last deployment. */
export const STACK_RESOURCES = fileKind<ListStackResourcesOutput>()({
  service: 'cloudformation',
  call: 'list-stack-resources',
  options: ['--stack-name'],
  answer: async () => (await sdk()).ListStackResourcesOutput$,
  needs: { StackResourceSummaries: [{ LogicalResourceId: true }] },
});
