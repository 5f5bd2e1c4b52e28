import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS_FILE } from '../../lambdas/shared/contract/environment.ts';
import type { Resource, SynthesisedStack } from './synthesise.ts';

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

function isFor(state: string, { Type, Properties }: Resource): boolean {
  if (Type !== 'AWS::Lambda::Function') return false;
  const { Variables = {} } = (Properties?.Environment ?? {}) as {
    Variables?: Readonly<Record<string, unknown>>;
  };
  return Variables.AWS_SDK_UA_APP_ID?.toString().startsWith(`kops-cutover/${state}/`) ?? false;
}
