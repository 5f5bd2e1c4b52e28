import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS_FILE, SETTINGS_TOKENS } from '../../lambdas/shared/contract/environment.ts';
import type { Json } from '../snapshot/json.ts';
import { environmentOf, type Resource, type SynthesisedStack } from './synthesise.ts';

/** What is configured, as the functions of a stack get it. */
export interface Synthesised<T> {
  readonly stack: SynthesisedStack;
  readonly settings: T;
  /** Of which the settings' `${Token[i]}` are made at deploy time; undefined: they have none. */
  readonly tokens?: Json;
  /** The construct that all of it is below: `Shop/Default`. */
  readonly scope: string;
}

/**
 * What a stack's functions find beside their code: of each function for this state, which has all settings of its product.
 * A stack may have several of a product, and another none.
 */
export function settingsIn<T>(stack: SynthesisedStack, state: string): readonly Synthesised<T>[] {
  const { template, folder } = stack;
  return Object.values(template.Resources)
    .filter((resource) => isFor(state, resource))
    .map((resource) => {
      const asset = String(resource.Metadata?.['aws:asset:path']);
      const settings: T = JSON.parse(readFileSync(join(folder, asset, SETTINGS_FILE), 'utf8'));
      const tokens = environmentOf(resource)[SETTINGS_TOKENS] as Json | undefined;
      // The path of the function ends `/Functions/<state>/Function/Resource`.
      const scope = pathOf(resource).split('/').slice(0, -4).join('/');
      return { stack, settings, scope, ...(tokens !== undefined && { tokens }) };
    });
}

/** Of its construct; '' where the synthesis doesn't say. */
export function pathOf({ Metadata }: Resource): string {
  return String(Metadata?.['aws:cdk:path'] ?? '');
}

function isFor(state: string, resource: Resource): boolean {
  return String(environmentOf(resource).AWS_SDK_UA_APP_ID).startsWith(`kops-cutover/${state}/`);
}
