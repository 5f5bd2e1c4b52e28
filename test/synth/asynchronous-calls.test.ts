import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asynchronousCallers } from './support/asynchronous-callers.ts';
import { shopMastersTemplate, shopTemplate } from './support/shop-templates.ts';
import type { Template } from './support/template.ts';

/** By function: how often Lambda tries a call again, and how old one may be that it makes, in seconds. */
type Limits = Readonly<Record<string, readonly [retries: number, maxAgeSeconds: number]>>;

const MASTERS: Limits = {
  // Late, it would put hooks back while nobody listens: the next one makes up for it.
  'shop-masters-ReconcileHooks': [0, 60],
  // The next one makes up for it.
  'shop-masters-SweepMasters': [0, 60],
  // Reported by this event alone until the next sweep, which is no later.
  'shop-masters-TakeSignal': [2, 300],
  // Late, it would make for a stack what CloudFormation has rolled back by then.
  'shop-masters-AnswerCloudFormation': [0, 300],
};
const MIGRATION: Limits = {
  'Shop-GuardNames-AnswerCloudFormation': [0, 300],
  // The next one makes up for it.
  'shop-Watch': [0, 60],
};

describe.each<[string, Template, Limits]>([
  ['masters', shopMastersTemplate(), MASTERS],
  ['a migration', shopTemplate(), MIGRATION],
])('Lambda’s own tries of calls that nobody waits for, in the stack of %s', (_which, template, limits) => {
  const callers = asynchronousCallers(template);
  const configs = template.resources('AWS::Lambda::EventInvokeConfig');

  it('are limited for every function that is called so', () => {
    expect([...new Set(callers.map(({ calls }) => calls))].sort()).toEqual(Object.keys(limits).sort());
    const limited = configs.map(({ Properties }) => [
      Properties.FunctionName,
      [Properties.MaximumRetryAttempts, Properties.MaximumEventAgeInSeconds],
    ]);
    expect(Object.fromEntries(limited)).toEqual(limits);
    for (const { Properties } of configs) expect(Properties.Qualifier).toBe('$LATEST');
  });

  it('are limited for as long as there is somebody who calls', () => {
    for (const { id, calls } of callers) {
      const config = configs.find(({ Properties }) => Properties.FunctionName === calls);
      expect(template.dependenciesOf(id)).toContain(config?.id);
    }
  });

  it('are those of all whom others may call', () => {
    const permitted = template
      .resources('AWS::Lambda::Permission')
      .map(({ Properties }) => String(Properties.FunctionName).split(':').at(-1));
    expect(permitted.filter((name) => !callers.some(({ calls }) => calls === name))).toEqual([]);
  });
});

it('hooks go before the limits of who may put them back', () => {
  const template = shopMastersTemplate();
  const [config] = template
    .resources('AWS::Lambda::EventInvokeConfig')
    .filter(({ Properties }) => Properties.FunctionName === 'shop-masters-ReconcileHooks');
  expect(template.dependenciesOf(template.only('Custom::LifecycleHooks').id)).toContain(config?.id);
});

it('a person who pauses waits until the schedule’s last call has ended', () => {
  const runbook = readFileSync(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');
  const template = shopMastersTemplate();
  const ends = ['ReconcileHooks', 'SweepMasters'].map((state) => {
    const [, maxAgeSeconds = 0] = MASTERS[`shop-masters-${state}`] ?? [];
    return maxAgeSeconds + Number(template.functionNamed(`shop-masters-${state}`).Properties.Timeout);
  });
  expect(runbook).toContain(`Then wait for ${Math.max(...ends) / 60} minutes.`);
});
