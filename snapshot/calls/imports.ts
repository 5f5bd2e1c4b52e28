import {
  DescribeStacksCommand,
  paginateListExports,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { paginateDescribeLoadBalancers } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import type { ContentOf, FileKind } from '../../rehearsal/snapshot/file-kind.ts';
import { EXPORTS, STACK, STACK_RESOURCES } from '../../rehearsal/snapshot/kinds/cloudformation.ts';
import { LOAD_BALANCERS } from '../../rehearsal/snapshot/kinds/elbv2.ts';
import { PARAMETER_VALUE, parameterOf } from '../../rehearsal/snapshot/kinds/ssm.ts';
import type { AccountWanted } from '../wanted/wanted.ts';
import { type FileCall, type Listing, onAnything, onePage } from './call.ts';

/** ARNs by the names that files of a kind have. */
function arnsBy(kind: FileKind, service: string, resourceOf: (name: string) => string) {
  return ({ partition, account, regions }: AccountWanted): readonly string[] =>
    regions.flatMap(({ region, imported = [] }) =>
      imported
        .filter((each) => each.kind === kind && each.place?.region === region)
        .flatMap(({ place }) => place?.names ?? [])
        .map((name) => `arn:${partition}:${service}:${region}:${account}:${resourceOf(name)}`),
    );
}

export const LIST_EXPORTS: FileCall<object, ContentOf<typeof EXPORTS>> = {
  kind: EXPORTS,
  service: 'cloudformation',
  rights: [onAnything('cloudformation:ListExports')],
  ask: (clients) => paginateListExports({ client: clients.of('cloudformation') }, {}),
};

type Named = { readonly StackName: string };
/** In place of an error of its own: there is no such stack. */
const NO_STACK = ['ValidationError'];

export const DESCRIBE_STACK: FileCall<Named, ContentOf<typeof STACK>> = {
  kind: STACK,
  service: 'cloudformation',
  rights: [
    {
      actions: ['cloudformation:DescribeStacks'],
      on: arnsBy(STACK, 'cloudformation', (name) => `stack/${name}/*`),
    },
  ],
  absent: NO_STACK,
  ask: (clients, input) => onePage(clients.of('cloudformation').send(new DescribeStacksCommand(input))),
};

export const STACK_MADE: FileCall<Named, ContentOf<typeof STACK_RESOURCES>> = {
  kind: STACK_RESOURCES,
  service: 'cloudformation',
  rights: [
    {
      actions: ['cloudformation:ListStackResources'],
      on: arnsBy(STACK_RESOURCES, 'cloudformation', (name) => `stack/${name}/*`),
    },
  ],
  absent: NO_STACK,
  ask: (clients, input) => paginateListStackResources({ client: clients.of('cloudformation') }, input),
};

/** Its value: a template reads it, too. */
export const READ_PARAMETER: FileCall<{ readonly Name: string }, ContentOf<typeof PARAMETER_VALUE>> = {
  kind: PARAMETER_VALUE,
  service: 'ssm',
  rights: [
    {
      actions: ['ssm:GetParameter'],
      on: arnsBy(PARAMETER_VALUE, 'ssm', (name) => `parameter/${parameterOf(name).replace(/^\//, '')}`),
    },
  ],
  absent: ['ParameterNotFound'],
  ask: (clients, input) => onePage(clients.of('ssm').send(new GetParameterCommand(input))),
};

/** Which of them the file has depends on what is found in it. */
export const LIST_BALANCERS: Listing<object, ContentOf<typeof LOAD_BALANCERS>> = {
  service: 'elbv2',
  rights: [onAnything('elasticloadbalancing:DescribeLoadBalancers')],
  command: () => 'aws elbv2 describe-load-balancers',
  within: {
    kind: LOAD_BALANCERS,
    pick: (content) => content as ContentOf<typeof LOAD_BALANCERS>,
  },
  ask: (clients) => paginateDescribeLoadBalancers({ client: clients.of('elbv2'), pageSize: 400 }, {}),
};
