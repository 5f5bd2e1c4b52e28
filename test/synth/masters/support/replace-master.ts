import type { Script, ScriptedRun } from '../../migration/support/scripted-run.ts';
import { definitionOf } from '../../support/definition.ts';
import { shopMastersSettings, shopMastersTemplate } from '../../support/shop-templates.ts';
import { REPLACEMENT, runMasters } from './masters-script.ts';

/** Of the shop's masters. */
export const settings = shopMastersSettings();
export const definition = definitionOf(shopMastersTemplate(), 'ReplaceMaster');

/** Runs ReplaceMaster; what `script` doesn't name goes well. */
export const run = (script?: Script): Promise<ScriptedRun> => runMasters(definition, REPLACEMENT, script);
