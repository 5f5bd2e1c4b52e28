import type { DescribeParametersResult, GetParameterResult } from '@aws-sdk/client-ssm';
import { fileKind } from '../file-kind.ts';
import { oneOf } from '../needs.ts';

/** Their names, and which key encrypts them; this call doesn't show their values. */
export const PARAMETERS = fileKind<DescribeParametersResult>()({
  service: 'ssm',
  call: 'describe-parameters',
  answer: async () => (await import('@aws-sdk/client-ssm')).DescribeParametersResult$,
  needs: { Parameters: [{ Name: true, Type: oneOf('String', 'StringList', 'SecureString') }] },
});

/** A parameter that a template itself reads when it is deployed; a template can't read an encrypted one so. */
export const PARAMETER_VALUE = fileKind<GetParameterResult>()({
  service: 'ssm',
  call: 'get-parameter',
  options: ['--name'],
  argument: parameterOf,
  answer: async () => (await import('@aws-sdk/client-ssm')).GetParameterResult$,
  needs: { Parameter: { Name: true, Type: oneOf('String', 'StringList'), Value: true } },
});

/** A file's name can't have slashes, and a parameter's no plus. */
export function fileNameOf(parameter: string): string {
  return parameter.replaceAll('/', '+');
}

/** The name of the parameter that a file is named for. */
export function parameterOf(fileName: string): string {
  return fileName.replaceAll('+', '/');
}
