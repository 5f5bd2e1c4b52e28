import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { shopMasters } from '../bin/shop-masters.ts';
import type { MastersSettings } from '../lambdas/shared/contract/masters/settings.ts';
import { resolveMasters } from '../lib/config/resolve-masters.ts';
import { MastersStack } from '../lib/masters/masters-stack.ts';
import type { Definitions } from '../test/support/storm/machines.ts';
import { definitionOf } from '../test/synth/support/definition.ts';
import { Template } from '../test/synth/support/template.ts';

const ENV = { account: '111122223333', region: 'us-west-1' };

/** The machines' definitions and the functions' settings of the shop's masters, as they are deployed. */
export function deployedMasters(): { readonly definitions: Definitions; readonly settings: MastersSettings } {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-masters-'));
  try {
    const app = new App({ outdir });
    const stack = new MastersStack(app, 'ShopMasters', { env: ENV, masters: shopMasters });
    const template = new Template(app.synth().getStackArtifact(stack.artifactId).template);
    return {
      definitions: {
        replaceMaster: definitionOf(template, 'ReplaceMaster'),
        rollMasters: definitionOf(template, 'RollMasters'),
      },
      settings: resolveMasters(shopMasters, ENV).settings,
    };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
