import { Lazy } from 'aws-cdk-lib';
import { shop } from '../../../bin/shop.ts';
import type { MigrationConfig } from '../../../lib/migration/config/migration-config.ts';
import { changedBefore } from '../support/order.ts';
import { shopTemplate } from '../support/shop-templates.ts';
import { synthesize } from '../support/synthesize.ts';

const GUARD = 'Custom::NamesGuard';
const template = shopTemplate();
const guard = template.only(GUARD);

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
  const [first, ...rest] = shop.zones;
  const withZone = (change: object): MigrationConfig => ({
    ...shop,
    zones: [{ ...first, ...change } as typeof first, ...rest] as MigrationConfig['zones'],
  });
  const propertiesOf = (config: MigrationConfig) => synthesize(config).only(GUARD).Properties;
  const own = propertiesOf(shop);

  it.each<[string, MigrationConfig]>([
    ['a name is taken out', withZone({ records: ['www.shop.test'] })],
    ['a zone is taken out', { ...shop, zones: rest as MigrationConfig['zones'] }],
    ['a zone is another one of that name', withZone({ id: 'Z9OTHER' })],
    ['the migration has another name', { ...shop, name: 'shop-2' }],
  ])('when %s, by the same function', (_when, config) => {
    const { ServiceToken, ...changed } = propertiesOf(config);
    expect(changed).not.toEqual(expect.objectContaining({ Migration: own.Migration, Names: own.Names }));
    expect(ServiceToken).toBe(own.ServiceToken);
  });

  it('by the id that a zone gets when it is deployed', () => {
    const id = (value: string) => Lazy.string({ produce: () => value });
    const [one, other] = ['Z1', 'Z2'].map((value) => propertiesOf(withZone({ id: id(value) })));
    expect(one).toMatchObject({ ZoneIds: '["Z1"]', Names: other?.Names });
    expect(other).toMatchObject({ ZoneIds: '["Z2"]' });
  });

  it('not when something else changes', () => {
    expect(
      propertiesOf({ ...shop, alarms: ['shop-cluster-5xx'], runbookUrl: 'https://runbook.test' }),
    ).toEqual(own);
  });
});
