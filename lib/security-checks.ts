import { createRequire } from 'node:module';
import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationPluginReport,
} from 'aws-cdk-lib';
import { type Stack, Stage, Validations } from 'aws-cdk-lib';
import type * as CdkNag from 'cdk-nag';

const checked = new WeakSet<Stage>();

/**
 * Runs cdk-nag's AWS Solutions rules in every synth that validates, once for an app. `CDK_VALIDATION=false`, which
 * turns off CDK's own validation, turns this off as well.
 */
export function checkSecurity(stack: Stack): void {
  const stage = Stage.of(stack);
  if (!stage || checked.has(stage) || process.env.CDK_VALIDATION === 'false') return;
  checked.add(stage);
  Validations.of(stage).addPlugins(new AwsSolutions());
}

/** Loads cdk-nag only when it is used: it loads every module of CDK, which takes longer than all else in a synth. */
class AwsSolutions implements IPolicyValidationPlugin {
  readonly name = 'AwsSolutions';

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const { AwsSolutionsChecks }: typeof CdkNag = createRequire(import.meta.url)('cdk-nag');
    return new AwsSolutionsChecks().validate(context);
  }
}
