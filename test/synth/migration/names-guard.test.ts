import { Lazy } from 'aws-cdk-lib';
import { shop } from '../../../bin/shop.ts';
import type { MigrationConfig } from '../../../lib/migration/config/migration-config.ts';
import { keptTemplates } from '../support/kept-synth.ts';
import { changedBefore } from '../support/order.ts';
import { shopOfAnyZones } from '../support/shop-of-any-zones.ts';
import { shopTemplate } from '../support/shop-templates.ts';

const GUARD = 'Custom::NamesGuard';
const template = shopTemplate();
const guard = template.only(GUARD);

const [first, ...rest] = shop.zones;
const withZone = (change: object): MigrationConfig => ({
  ...shopOfAnyZones,
  zones: [{ ...first, ...change } as typeof first, ...rest] as MigrationConfig['zones'],
});
const lateZone = (id: string): MigrationConfig => withZone({ id: Lazy.string({ produce: () => id }) });

const changed = keptTemplates(import.meta.filename, ({ synthesize }) => ({
  'a name is taken out': synthesize(withZone({ records: ['www.shop.test'] })),
  'a zone is taken out': synthesize({ ...shopOfAnyZones, zones: rest as MigrationConfig['zones'] }),
  'a zone is another one of that name': synthesize(withZone({ id: 'Z9OTHER' })),
  'a zone loses its role': synthesize({
    ...shopOfAnyZones,
    zones: shop.zones.map(({ role: _role, ...zone }) => zone) as MigrationConfig['zones'],
  }),
  'the migration has another name': synthesize({ ...shop, name: 'shop-2' }),
  'a zone is Z1 when it is deployed': synthesize(lateZone('Z1')),
  'a zone is Z2 when it is deployed': synthesize(lateZone('Z2')),
  'something else changes': synthesize({
    ...shop,
    alarms: ['shop-cluster-5xx'],
    runbookUrl: 'https://runbook.test',
  }),
}));

describe('the guard of the names', () => {
  const needed = changedBefore(template, guard.id);

  it('needs the journal, and what asks and answers', () => {
    const kinds = [...needed].map((id) => {
      const [resource] = template
        .resources(template.json.Resources[id]?.Type ?? '')
        .filter((one) => one.id === id);
      const { FunctionName, LogGroupName, Description } = resource?.Properties ?? {};
      return `${resource?.Type} ${FunctionName ?? LogGroupName ?? Description ?? ''}`.trim();
    });
    const answers = 'Shop-GuardNames-AnswerCloudFormation';
    expect(kinds.sort()).toEqual([
      'AWS::DynamoDB::Table',
      `AWS::IAM::Role What ${answers} may do`,
      'AWS::IAM::Role What shop-GuardNames may do',
      `AWS::Lambda::EventInvokeConfig ${answers}`,
      `AWS::Lambda::Function ${answers}`,
      'AWS::Lambda::Function shop-GuardNames',
      `AWS::Logs::LogGroup /aws/lambda/${answers}`,
      'AWS::Logs::LogGroup /aws/lambda/shop-GuardNames',
    ]);
  });

  it('is asked before anything else of the stack is changed', () => {
    const others = Object.keys(template.json.Resources).filter((id) => id !== guard.id && !needed.has(id));
    expect(others.length).toBeGreaterThan(60);
    expect(others.filter((id) => !changedBefore(template, id).has(guard.id))).toEqual([]);
  });
});

describe('the guard is asked', () => {
  const own = guard.Properties;
  const propertiesWhen = (what: Parameters<typeof changed>[0]) => changed(what).only(GUARD).Properties;

  it.each([
    'a name is taken out',
    'a zone is taken out',
    'a zone is another one of that name',
    'a zone loses its role',
    'the migration has another name',
  ] as const)('when %s, by the same function', (what) => {
    const { ServiceToken, ...properties } = propertiesWhen(what);
    expect(properties).not.toEqual(expect.objectContaining({ Migration: own.Migration, Names: own.Names }));
    expect(ServiceToken).toBe(own.ServiceToken);
  });

  it('by the id that a zone gets when it is deployed', () => {
    const one = propertiesWhen('a zone is Z1 when it is deployed');
    const other = propertiesWhen('a zone is Z2 when it is deployed');
    expect(one).toMatchObject({ ZoneIds: '["Z1"]', Names: other.Names });
    expect(other).toMatchObject({ ZoneIds: '["Z2"]' });
  });

  it('not when something else changes', () => {
    expect(propertiesWhen('something else changes')).toEqual(own);
  });
});
