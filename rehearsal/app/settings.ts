import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS_FILE } from '../../lambdas/shared/contract/environment.ts';
import { environmentOf, type Resource, type SynthesisedStack } from './synthesise.ts';

/**
 * What a stack's functions find beside their code: of each function for this state, which has all settings of its product.
 * A stack may have several of a product, and another none.
 */
export function settingsIn<T>({ template, folder }: SynthesisedStack, state: string): readonly T[] {
  return Object.values(template.Resources)
    .filter((resource) => isFor(state, resource))
    .map(({ Metadata }) => {
      const asset = String(Metadata?.['aws:asset:path']);
      return JSON.parse(readFileSync(join(folder, asset, SETTINGS_FILE), 'utf8'));
    });
}

function isFor(state: string, resource: Resource): boolean {
  return String(environmentOf(resource).AWS_SDK_UA_APP_ID).startsWith(`kops-cutover/${state}/`);
}
