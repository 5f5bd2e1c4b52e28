import type { GetResourcePolicyResponse, ListSecretsResponse } from '@aws-sdk/client-secrets-manager';
import { fileKind } from '../file-kind.ts';

const sdk = () => import('@aws-sdk/client-secrets-manager');

/** Their names; nobody prints their values. */
export const SECRETS = fileKind<ListSecretsResponse>()({
  service: 'secretsmanager',
  call: 'list-secrets',
  flags: '--include-planned-deletion',
  answer: async () => (await sdk()).ListSecretsResponse$,
  needs: { SecretList: [{ Name: true }] },
});

/** A secret's own policy, if it has one. */
export const SECRET_POLICY = fileKind<GetResourcePolicyResponse>()({
  service: 'secretsmanager',
  call: 'get-resource-policy',
  options: ['--secret-id'],
  answer: async () => (await sdk()).GetResourcePolicyResponse$,
  needs: { Name: true },
  policies: ['ResourcePolicy'],
});
