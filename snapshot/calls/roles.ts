import * as iam from '@aws-sdk/client-iam';
import type { ContentOf } from '../../rehearsal/snapshot/file-kind.ts';
import { ATTACHED_POLICIES, MANAGED_POLICY, ROLE, ROLE_POLICY } from '../../rehearsal/snapshot/kinds/iam.ts';
import { type AccountWanted, rolesIn } from '../wanted/wanted.ts';
import { type FileCall, type Listing, onePage, type Right, stepOf } from './call.ts';

type Named = { readonly RoleName: string };
const ABSENT = ['NoSuchEntityException', 'NoSuchEntity'];

function onRoles(action: string): Right {
  return { actions: [action], on: rolesIn };
}

export const GET_ROLE: FileCall<Named, ContentOf<typeof ROLE>> = {
  kind: ROLE,
  service: 'iam',
  rights: [onRoles('iam:GetRole')],
  absent: ABSENT,
  ask: (clients, input) => onePage(clients.of('iam').send(new iam.GetRoleCommand(input))),
};

interface Policies {
  readonly PolicyNames: readonly string[];
}

export const LIST_ROLE_POLICIES: Listing<Named, Policies> = {
  service: 'iam',
  rights: [onRoles('iam:ListRolePolicies')],
  absent: ABSENT,
  command: ({ RoleName }) => `aws iam list-role-policies --role-name ${RoleName}`,
  leadsTo: ({ account }, { RoleName }) => [stepOf(ROLE_POLICY, { account, names: [RoleName, '<policy>'] })],
  ask: (clients, input) => iam.paginateListRolePolicies({ client: clients.of('iam') }, input),
};

export const GET_ROLE_POLICY: FileCall<
  Named & { readonly PolicyName: string },
  ContentOf<typeof ROLE_POLICY>
> = {
  kind: ROLE_POLICY,
  service: 'iam',
  rights: [onRoles('iam:GetRolePolicy')],
  absent: ABSENT,
  ask: (clients, input) => onePage(clients.of('iam').send(new iam.GetRolePolicyCommand(input))),
};

export const LIST_ATTACHED: FileCall<Named, ContentOf<typeof ATTACHED_POLICIES>> = {
  kind: ATTACHED_POLICIES,
  service: 'iam',
  rights: [onRoles('iam:ListAttachedRolePolicies')],
  absent: ABSENT,
  ask: (clients, input) => iam.paginateListAttachedRolePolicies({ client: clients.of('iam') }, input),
};

/** Of the account's own, and of AWS's. */
const policies = ({ partition, account }: AccountWanted): readonly string[] => [
  `arn:${partition}:iam::${account}:policy/*`,
  `arn:${partition}:iam::aws:policy/*`,
];

type Policy = { readonly PolicyArn: string };

export const GET_POLICY: Listing<Policy, { readonly Policy: { readonly DefaultVersionId: string } }> = {
  service: 'iam',
  rights: [{ actions: ['iam:GetPolicy'], on: policies }],
  absent: ABSENT,
  command: ({ PolicyArn }) => `aws iam get-policy --policy-arn ${PolicyArn}`,
  leadsTo: ({ account }, { PolicyArn }) => {
    const names = [PolicyArn.replace(/^.*\//, ''), '<version>'];
    const { command, file } = stepOf(MANAGED_POLICY, { account, names });
    return [{ command: command.replace(/<ARN of [^>]+>/, PolicyArn), file }];
  },
  ask: (clients, input) => onePage(clients.of('iam').send(new iam.GetPolicyCommand(input))),
};

export const GET_POLICY_VERSION: FileCall<
  Policy & { readonly VersionId: string },
  ContentOf<typeof MANAGED_POLICY>
> = {
  kind: MANAGED_POLICY,
  service: 'iam',
  rights: [{ actions: ['iam:GetPolicyVersion'], on: policies }],
  absent: ABSENT,
  ask: (clients, input) => onePage(clients.of('iam').send(new iam.GetPolicyVersionCommand(input))),
};
