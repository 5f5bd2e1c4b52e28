import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { ConfigWarning } from './config-error.ts';

/** Has the CDK print what was found of a configuration; each can be acknowledged by its code. */
export function showWarnings(construct: IConstruct, warnings: readonly ConfigWarning[]): void {
  for (const { code, path, message } of warnings) {
    Annotations.of(construct).addWarningV2(`kops-cutover:${code}`, `${path}: ${message}`);
  }
}
