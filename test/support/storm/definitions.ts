import { definitionOf } from '../../synth/support/definition.ts';
import { shopMastersTemplate } from '../../synth/support/shop-templates.ts';
import type { Definitions } from './machines.ts';

/** The definitions of the shop's masters as they are deployed. */
export function deployedDefinitions(): Definitions {
  const template = shopMastersTemplate();
  return {
    replaceMaster: definitionOf(template, 'ReplaceMaster'),
    rollMasters: definitionOf(template, 'RollMasters'),
  };
}
