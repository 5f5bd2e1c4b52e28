import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERRORS } from '../../lambdas/masters/contract/errors.ts';
import { MASTERS_EVENTS, NOTIFICATIONS, PAGES } from '../../lambdas/masters/contract/states.ts';
import { DEPLOYMENT, SIGNALS, WATCH } from '../../lambdas/migration/contract/states.ts';
import { allStates, type Definition, definitionOf, type MachineName } from './support/definition.ts';
import { checkedShopTemplate, shopMastersTemplate, shopTemplate } from './support/shop-templates.ts';
import type { Template } from './support/template.ts';

const runbook = readFileSync(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');
const headings = new Set([...runbook.matchAll(/^#{2,4} (\S+)$/gm)].map((match) => match[1]));

/** Choices and passes only say where a machine goes on; nobody is ever called about one. */
const SILENT_TYPES = new Set(['Choice', 'Pass']);

/** One of several of a kind says after its heading which it is: `Soak 25 %`. */
function headedStates(definition: Definition): string[] {
  return allStates(definition).flatMap(([name, { Type }]) =>
    SILENT_TYPES.has(Type) ? [] : [name.split(' ')[0] ?? name],
  );
}

describe('The runbook', () => {
  const template = shopTemplate();
  const masters = shopMastersTemplate();

  it.each([
    ['Migrate', checkedShopTemplate()],
    ['RollBack', checkedShopTemplate()],
    ['Drill', template],
    ['Decide', template],
    ['ReplaceMaster', masters],
    ['RollMasters', masters],
    ['Decide', masters],
  ] as const)('has a heading for every state of %s', (machine: MachineName, of: Template) => {
    const states = headedStates(definitionOf(of, machine));
    expect(states.length).toBeGreaterThan(1);
    expect(states.filter((state) => !headings.has(state))).toEqual([]);
  });

  it('has a heading for every page, for the functions that no machine runs, and for what ReconcileHooks links to', () => {
    const named = [
      ...Object.values(PAGES),
      ...Object.values(NOTIFICATIONS),
      ...Object.values(MASTERS_EVENTS),
      ...Object.values(DEPLOYMENT),
      ...Object.values(WATCH),
      ...Object.values(SIGNALS),
      ERRORS.mastersKeptByAnother,
      ERRORS.hooksLeftBehind,
    ];
    expect(named.filter((heading) => !headings.has(heading))).toEqual([]);
  });

  it('has a row for each finding that a machine makes itself', () => {
    const outputs = allStates(definitionOf(template, 'Migrate')).map(([, { Output }]) =>
      JSON.stringify(Output),
    );
    const codes = new Set(outputs.flatMap((text = '') => text.match(/(?<="code":")[\w-]+/g) ?? []));
    expect(codes.size).toBeGreaterThan(0);
    expect([...codes].filter((code) => !runbook.includes(`| \`${code}\``))).toEqual([]);
  });

  it('has every heading once: links lead to the first of a name', () => {
    const all = [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase());
    expect(all.filter((heading, index) => all.indexOf(heading) !== index)).toEqual([]);
  });

  it.each([
    ['a migration', template],
    ['a migration with health checks and a signal', checkedShopTemplate()],
    ['masters', masters],
  ])('has a heading for everything that an alarm or a message of %s links to', (_what, of) => {
    const named = [...JSON.stringify(of).matchAll(/runbook\.md, heading (\w+)/g)].map((match) => match[1]);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((heading) => !headings.has(heading))).toEqual([]);
  });

  it.each([
    ['MigrationEnded', template, ['RollBackTriggersMigrationEnded']],
    ['SweepRule', masters, ['SweepRule']],
    ['Signals', masters, ['SignalsInstanceStates', 'SignalsLifecycleActions', 'SignalsSpotWarnings']],
  ])('has commands that find the rules by %s, and no other rule', (part, of, expected) => {
    expect(runbook).toContain(`contains(LogicalResourceId, '${part}')`);
    const found = of.resources('AWS::Events::Rule').filter(({ id }) => id.includes(part));
    expect(found.map(({ id }) => id.replace(/[0-9A-F]{8}$/, '')).toSorted()).toEqual(expected);
  });

  it('looks no rule up by its name, which CloudFormation cuts where the stack’s is long', () => {
    expect(runbook).not.toMatch(/list-rules/);
    const parts = [...runbook.matchAll(/contains\(LogicalResourceId, '(\w+)'\)/g)].map((match) => match[1]);
    expect(new Set(parts)).toEqual(new Set(['MigrationEnded', 'SweepRule', 'Signals']));
  });

  it('has no link into itself that leads nowhere', () => {
    const anchors = new Set(
      [...runbook.matchAll(/^#+ (.+)$/gm)].map((match) => match[1]?.toLowerCase().replaceAll(' ', '-')),
    );
    const links = [...runbook.matchAll(/\]\(#([^)]+)\)/g)].map((match) => match[1]);
    expect(links.filter((link) => !anchors.has(link))).toEqual([]);
  });
});
