import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { checkSecurity } from '../shared/security-checks.ts';
import { Masters, type MastersProps } from './masters.ts';

/** What the stack is given. */
export interface MastersStackProps extends StackProps, MastersProps {
  /** The events and the names of the machines belong to one account and region. */
  readonly env: { readonly account: string; readonly region: string };
}

/** The masters of one cluster, and nothing else, in a stack. */
export class MastersStack extends Stack {
  constructor(scope: Construct, id: string, props: MastersStackProps) {
    super(scope, id, props);
    // CDK leaves `Default` out of names and logical ids.
    const { settings } = new Masters(this, 'Default', props);
    this.templateOptions.description ??= `kops-cutover: the masters of ${settings.cluster}`;
    checkSecurity(this);
  }
}
