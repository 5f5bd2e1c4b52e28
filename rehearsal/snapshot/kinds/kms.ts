import type { DescribeKeyResponse } from '@aws-sdk/client-kms';
import { fileKind } from '../file-kind.ts';

export const KEY = fileKind<DescribeKeyResponse>()({
  service: 'kms',
  call: 'describe-key',
  options: ['--key-id'],
  answer: async () => (await import('@aws-sdk/client-kms')).DescribeKeyResponse$,
  needs: { KeyMetadata: { KeyId: true, KeyState: true } },
});
