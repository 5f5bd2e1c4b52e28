import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { ConfigWarning } from './config-error.ts';

/** Has the CDK print what was found of a configuration; each can be acknowledged by its code. */
export function showWarnings(construct: IConstruct, warnings: readonly ConfigWarning[]): void {
  for (const { code, path, message } of warnings) {
    const id = `kops-cutover:${code}`;
    // CDK adds an id to copy, but not to what: its better known `acknowledgeWarning` takes that id without its prefix.
    const hint = `If that is intended: Validations.of(stack).acknowledge({ id: 'Annotation::${id}', reason: '…' });`;
    Annotations.of(construct).addWarningV2(id, `${path}: ${message}. ${hint}`);
  }
}
