import { definitionOf } from './definition.ts';
import { REPLACEMENT, runMasters } from './masters-script.ts';
import type { Script, ScriptedRun } from './scripted-run.ts';
import { shopMastersSettings, shopMastersTemplate } from './shop-templates.ts';

/** Of the shop's masters. */
export const settings = shopMastersSettings();
export const definition = definitionOf(shopMastersTemplate(), 'ReplaceMaster');

/** Runs ReplaceMaster; what `script` doesn't name goes well. */
export const run = (script?: Script): Promise<ScriptedRun> => runMasters(definition, REPLACEMENT, script);
