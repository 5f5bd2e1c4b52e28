import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { handlersIn } from '../../lib/shared/functions/bundle.ts';
import { LAMBDAS } from '../support/bundled.ts';
import { allStates, definitionOf, type MachineName } from '../synth/support/definition.ts';
import { shopMastersTemplate, shopTemplate } from '../synth/support/shop-templates.ts';
import type { Template } from '../synth/support/template.ts';

const ROOT = join(import.meta.dirname, '../..');
const HANDLERS = handlersIn(LAMBDAS);
const RUNBOOK = readFileSync(join(ROOT, 'docs/runbook.md'), 'utf8');

/** The folders of a machine's states: preflight's are Migrate's, and what RollMasters has of ReplaceMaster's is there. */
const FOLDERS: readonly (readonly [MachineName, Template, readonly string[]])[] = [
  ['Migrate', shopTemplate(), ['migration/migrate', 'migration/preflight']],
  ['RollBack', shopTemplate(), ['migration/roll-back']],
  ['Drill', shopTemplate(), ['migration/drill']],
  ['Decide', shopTemplate(), ['migration/decide']],
  ['ReplaceMaster', shopMastersTemplate(), ['masters/replace-master']],
  ['RollMasters', shopMastersTemplate(), ['masters/roll-masters', 'masters/replace-master']],
  ['Decide', shopMastersTemplate(), ['masters/decide']],
];

/** A state of a machine, and the folder of its function below `lambdas/`. */
const STATES = FOLDERS.flatMap(([machine, template, folders]) =>
  allStates(definitionOf(template, machine)).flatMap(([state]) => {
    const handler = HANDLERS.get(state);
    return handler ? [{ state, machine, folders, folder: dirname(handler).slice(LAMBDAS.length + 1) }] : [];
  }),
);

describe('A state that is a function', () => {
  it('is one of many', () => expect(STATES.length).toBeGreaterThan(40));

  it.each(STATES)('$state of $machine is where the console says', ({ folder, folders }) => {
    expect(folders).toContain(dirname(folder));
  });

  it.each(STATES)(
    '$state of $machine has tests in the same place, and a heading in the runbook',
    ({ state, folder }) => {
      expect(globSync(`test/unit/lambdas/${folder}/*.test.ts`, { cwd: ROOT })).not.toEqual([]);
      expect(RUNBOOK).toMatch(new RegExp(`^#+ ${state}$`, 'm'));
    },
  );
});
