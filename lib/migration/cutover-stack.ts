import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { checkSecurity } from '../shared/security-checks.ts';
import { Cutover, type CutoverProps } from './cutover.ts';

/** What the stack is given. */
export interface CutoverStackProps extends StackProps, CutoverProps {
  /** The alarms' events and the names of the machines belong to one account and region. */
  readonly env: { readonly account: string; readonly region: string };
}

/** One migration, and nothing else, in a stack. */
export class CutoverStack extends Stack {
  constructor(scope: Construct, id: string, props: CutoverStackProps) {
    super(scope, id, props);
    // CDK leaves `Default` out of names and logical ids.
    const { settings } = new Cutover(this, 'Default', props);
    this.templateOptions.description ??= `kops-cutover: the migration ${settings.migration}`;
    checkSecurity(this);
  }
}
