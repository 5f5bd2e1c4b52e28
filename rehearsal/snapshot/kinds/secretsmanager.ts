import type { ListSecretsResponse } from '@aws-sdk/client-secrets-manager';
import { fileKind } from '../file-kind.ts';

/** Their names; nobody prints their values. */
export const SECRETS = fileKind<ListSecretsResponse>()({
  service: 'secretsmanager',
  call: 'list-secrets',
  answer: async () => (await import('@aws-sdk/client-secrets-manager')).ListSecretsResponse$,
  needs: { SecretList: [{ Name: true }] },
});
