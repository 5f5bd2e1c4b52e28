import { type Definition, definitionOf, type MachineName } from './definition.ts';
import { shopMastersTemplate, shopTemplate } from './shop-templates.ts';
import type { Template } from './template.ts';

/** All machines, by what tests call them. */
const SUBJECTS = {
  ...machinesOf('shop', shopTemplate()),
  ...machinesOf('shop-masters', shopMastersTemplate()),
};
export const MACHINES = Object.keys(SUBJECTS);
export const definition = (machine: string): Definition => subject(machine).definition;

interface Subject {
  /** Of the stack, with which the machine's name begins. */
  readonly owner: string;
  readonly kind: MachineName;
  readonly template: Template;
  readonly definition: Definition;
}

function machinesOf(owner: string, template: Template): Readonly<Record<string, Subject>> {
  const kinds = template
    .resources('AWS::StepFunctions::StateMachine')
    .map(({ Properties }) => String(Properties.StateMachineName).replace(`${owner}-`, '') as MachineName);
  return Object.fromEntries(
    kinds.map((kind) => {
      const made = { owner, kind, template, definition: definitionOf(template, kind) };
      return [owner === 'shop' ? kind : `${kind} of masters`, made];
    }),
  );
}

export function subject(machine: string): Subject {
  const found = SUBJECTS[machine];
  if (!found) throw new Error(`No machine ${machine}`);
  return found;
}
