import { App } from 'aws-cdk-lib';
import { shopMasters } from '../../../bin/shop-masters.ts';
import type { MastersSettings } from '../../../lambdas/shared/contract/masters/settings.ts';
import { resolveMasters } from '../../../lib/config/resolve-masters.ts';
import { MastersStack } from '../../../lib/masters/masters-stack.ts';
import { definitionOf } from '../../synth/support/definition.ts';
import { appProps, ENV, emptyFunctions, outputFolder } from '../../synth/support/synthesize.ts';
import { Template } from '../../synth/support/template.ts';
import type { Definitions } from './machines.ts';

/** The definitions of the shop's masters as they are deployed. */
export function deployedDefinitions(): Definitions {
  const app = new App({ ...appProps(), outdir: outputFolder() });
  const props = { env: ENV, masters: shopMasters, functionSources: emptyFunctions() };
  const stack = new MastersStack(app, 'ShopMasters', props);
  const template = new Template(app.synth().getStackArtifact(stack.artifactId).template);
  return {
    replaceMaster: definitionOf(template, 'ReplaceMaster'),
    rollMasters: definitionOf(template, 'RollMasters'),
  };
}

/** The shop's settings as its functions have them. */
export function deployedSettings(): MastersSettings {
  return resolveMasters(shopMasters, ENV).settings;
}
