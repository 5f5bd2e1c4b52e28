import type {
  GetPolicyVersionResponse,
  GetRolePolicyResponse,
  GetRoleResponse,
  ListAttachedRolePoliciesResponse,
} from '@aws-sdk/client-iam';
import { fileKind } from '../file-kind.ts';

const sdk = () => import('@aws-sdk/client-iam');

/** A role that an account lends. The CLI prints policies as JSON. */
export const ROLE = fileKind<GetRoleResponse>()({
  service: 'iam',
  call: 'get-role',
  regional: false,
  options: ['--role-name'],
  answer: async () => (await sdk()).GetRoleResponse$,
  needs: { Role: { Arn: true, AssumeRolePolicyDocument: true } },
  decoded: ['AssumeRolePolicyDocument'],
});

/** A policy within that role. */
export const ROLE_POLICY = fileKind<GetRolePolicyResponse>()({
  service: 'iam',
  call: 'get-role-policy',
  regional: false,
  options: ['--role-name', '--policy-name'],
  answer: async () => (await sdk()).GetRolePolicyResponse$,
  needs: { PolicyName: true, PolicyDocument: true },
  decoded: ['PolicyDocument'],
});

/** Policies of the account's own, or of AWS, that a role has. Left out: none. */
export const ATTACHED_POLICIES = fileKind<ListAttachedRolePoliciesResponse>()({
  service: 'iam',
  call: 'list-attached-role-policies',
  regional: false,
  options: ['--role-name'],
  answer: async () => (await sdk()).ListAttachedRolePoliciesResponse$,
  needs: { AttachedPolicies: [{ PolicyName: true, PolicyArn: true }] },
});

/** The version of such a policy that counts. The file has the policy's name. */
export const MANAGED_POLICY = fileKind<GetPolicyVersionResponse>()({
  service: 'iam',
  call: 'get-policy-version',
  regional: false,
  options: ['--policy-arn', '--version-id'],
  answer: async () => (await sdk()).GetPolicyVersionResponse$,
  needs: { PolicyVersion: { Document: true, IsDefaultVersion: true } },
  decoded: ['Document'],
});
