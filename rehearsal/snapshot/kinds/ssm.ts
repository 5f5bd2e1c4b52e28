import type { DescribeParametersResult } from '@aws-sdk/client-ssm';
import { fileKind } from '../file-kind.ts';
import { oneOf } from '../needs.ts';

/** Their names, and which key encrypts them; this call doesn't show their values. */
export const PARAMETERS = fileKind<DescribeParametersResult>()({
  service: 'ssm',
  call: 'describe-parameters',
  answer: async () => (await import('@aws-sdk/client-ssm')).DescribeParametersResult$,
  needs: { Parameters: [{ Name: true, Type: oneOf('String', 'StringList', 'SecureString') }] },
});
