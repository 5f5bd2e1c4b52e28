import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS_FILE } from '../../lambdas/shared/contract/environment.ts';
import { environmentOf, type Resource, type SynthesisedStack } from './synthesise.ts';

/** What the functions of one product find beside their code. */
export interface PlacedSettings<T> {
  readonly settings: T;
  /** The construct that all of it is below: `Shop/Default`. */
  readonly scope: string;
}

/**
 * What a stack's functions find beside their code: of each function for this state, which has all settings of its product.
 * A stack may have several of a product, and another none.
 */
export function settingsIn<T>(
  { template, folder }: SynthesisedStack,
  state: string,
): readonly PlacedSettings<T>[] {
  return Object.values(template.Resources)
    .filter((resource) => isFor(state, resource))
    .map((resource) => {
      const asset = String(resource.Metadata?.['aws:asset:path']);
      const settings = JSON.parse(readFileSync(join(folder, asset, SETTINGS_FILE), 'utf8'));
      // The path of the function ends `/Functions/<state>/Function/Resource`.
      return { settings, scope: pathOf(resource).split('/').slice(0, -4).join('/') };
    });
}

/** Of its construct; '' where the synthesis doesn't say. */
export function pathOf({ Metadata }: Resource): string {
  return String(Metadata?.['aws:cdk:path'] ?? '');
}

function isFor(state: string, resource: Resource): boolean {
  return String(environmentOf(resource).AWS_SDK_UA_APP_ID).startsWith(`kops-cutover/${state}/`);
}
