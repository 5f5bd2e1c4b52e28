import type { GetRolePolicyResponse, GetRoleResponse } from '@aws-sdk/client-iam';
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
