import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allStates, type Definition, definitionOf, type MachineName } from './support/definition.ts';
import { synthesize } from './support/synthesize.ts';

const runbook = readFileSync(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');
const headings = new Set([...runbook.matchAll(/^#{2,4} (\S+)$/gm)].map((match) => match[1]));

/** Choices and passes only say where a machine goes on; nobody is ever called about one. */
const SILENT_TYPES = new Set(['Choice', 'Pass']);

function headedStates(definition: Definition): string[] {
  return allStates(definition).flatMap(([name, { Type }]) => (SILENT_TYPES.has(Type) ? [] : [name]));
}

describe('The runbook', () => {
  const template = synthesize();

  it.each(['Migrate', 'RollBack', 'Decide'] as const)(
    'has a heading for every state of %s',
    (machine: MachineName) => {
      const states = headedStates(definitionOf(template, machine));
      expect(states.length).toBeGreaterThan(1);
      expect(states.filter((state) => !headings.has(state))).toEqual([]);
    },
  );

  it('has a heading for everything that an alarm or a message links to', () => {
    const named = [...JSON.stringify(template).matchAll(/runbook\.md, heading (\w+)/g)].map(
      (match) => match[1],
    );
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((heading) => !headings.has(heading))).toEqual([]);
  });

  it('has no link into itself that leads nowhere', () => {
    const anchors = new Set(
      [...runbook.matchAll(/^#+ (.+)$/gm)].map((match) => match[1]?.toLowerCase().replaceAll(' ', '-')),
    );
    const links = [...runbook.matchAll(/\]\(#([^)]+)\)/g)].map((match) => match[1]);
    expect(links.filter((link) => !anchors.has(link))).toEqual([]);
  });
});
