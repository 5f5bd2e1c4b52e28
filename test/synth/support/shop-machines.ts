import { run, type Script, type ScriptedRun } from '../migration/support/scripted-run.ts';
import { StateError } from './execution.ts';
import { shopTemplate } from './shop-templates.ts';

const template = shopTemplate();

/** Runs the shop's Migrate; what `script` doesn't name goes well. */
export const migrate = (script: Script = {}, input: unknown = {}): Promise<ScriptedRun> =>
  run(template, 'Migrate', input, script);

/** Runs the shop's RollBack; what `script` doesn't name goes well. */
export const rollBack = (input: unknown = {}, script: Script = {}): Promise<ScriptedRun> =>
  run(template, 'RollBack', input, script);

/** A task that fails however often it is tried. */
export const fails =
  (name: string, cause?: string): Script[string] =>
  () => {
    throw new StateError(name, cause);
  };
