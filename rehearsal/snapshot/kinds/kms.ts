import type {
  DescribeKeyResponse,
  GetKeyPolicyResponse,
  GetKeyRotationStatusResponse,
  ListAliasesResponse,
  ListGrantsResponse,
} from '@aws-sdk/client-kms';
import { fileKind } from '../file-kind.ts';

const sdk = () => import('@aws-sdk/client-kms');

export const KEY = fileKind<DescribeKeyResponse>()({
  service: 'kms',
  call: 'describe-key',
  options: ['--key-id'],
  answer: async () => (await sdk()).DescribeKeyResponse$,
  needs: { KeyMetadata: { KeyId: true, KeyState: true } },
});

/** Who may use it. Left out: whom the account's IAM allows. */
export const KEY_POLICY = fileKind<GetKeyPolicyResponse>()({
  service: 'kms',
  call: 'get-key-policy',
  options: ['--key-id'],
  answer: async () => (await sdk()).GetKeyPolicyResponse$,
  needs: { Policy: true },
  policies: ['Policy'],
});

export const GRANTS = fileKind<ListGrantsResponse>()({
  service: 'kms',
  call: 'list-grants',
  options: ['--key-id'],
  answer: async () => (await sdk()).ListGrantsResponse$,
  needs: { Grants: [{ GranteePrincipal: true, Operations: true }] },
});

/** Left out: off. */
export const ROTATION = fileKind<GetKeyRotationStatusResponse>()({
  service: 'kms',
  call: 'get-key-rotation-status',
  options: ['--key-id'],
  answer: async () => (await sdk()).GetKeyRotationStatusResponse$,
  needs: { KeyRotationEnabled: true },
});

/** Left out: none. */
export const KEY_ALIASES = fileKind<ListAliasesResponse>()({
  service: 'kms',
  call: 'list-aliases',
  options: ['--key-id'],
  answer: async () => (await sdk()).ListAliasesResponse$,
  needs: { Aliases: [{ AliasName: true }] },
});
