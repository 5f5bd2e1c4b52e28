import { createRequire } from 'node:module';
import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationPluginReport,
} from 'aws-cdk-lib';
import { type Stack, Stage, Validations } from 'aws-cdk-lib';
import type * as CdkNag from 'cdk-nag';

const checked = new WeakSet<Stage>();

/** `cdk synth --context securityChecks=true`, as `npm run synth` says. */
export const SECURITY_CHECKS = 'securityChecks';

/**
 * Runs cdk-nag's AWS Solutions rules, once for an app, on request: a rule that fails stops the synth.
 * Not in every synth, because loading the rules takes as long as all the rest.
 */
export function checkSecurity(stack: Stack): void {
  const stage = Stage.of(stack);
  if (!stage || checked.has(stage) || !stack.node.tryGetContext(SECURITY_CHECKS)) return;
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
