import { Duration, Lazy } from 'aws-cdk-lib';
import { shopMasters } from '../../../bin/shop-masters.ts';
import type { MastersConfig } from '../../../lib/masters/config/masters-config.ts';
import { keptTemplates } from '../support/kept-synth.ts';
import { functionStatements } from '../support/policies.ts';
import { shopMastersTemplate } from '../support/shop-templates.ts';
import type { Value } from '../support/template.ts';

const SECRET = shopMasters.api.tokenSecret as string;
const KEY = 'arn:aws:kms:us-west-1:111122223333:key/11111111-2222-3333-4444-555555555555';
const withApi = (more: Partial<MastersConfig['api']>): MastersConfig => ({
  ...shopMasters,
  api: { ...shopMasters.api, ...more },
});
const withSecret = (end: string): MastersConfig =>
  withApi({ tokenSecret: `${SECRET}${end}`, tokenSecretKey: KEY });

const template = keptTemplates(import.meta.filename, ({ synthesizeMasters }) => ({
  '-AbCdEf': synthesizeMasters(withSecret('-AbCdEf')),
  '-readyz': synthesizeMasters(withSecret('-readyz')),
  '-000000': synthesizeMasters(withSecret('-000000')),
  'a longer heartbeat': synthesizeMasters({ ...shopMasters, heartbeat: Duration.minutes(20) }),
  'a late secret': synthesizeMasters(withApi({ tokenSecret: Lazy.string({ produce: () => 'arn:late' }) })),
}));

describe('the token of masters', () => {
  it.each(['-AbCdEf', '-readyz', '-000000'] as const)(
    'whose ARN ends in %s may be complete, or without its end; no other secret is read',
    (end) => {
      const all = functionStatements(template(end)).get('ObserveCluster') ?? [];
      const resourcesOf = (action: string) => all.find(({ Action }) => Action.includes(action))?.Resource;
      expect(resourcesOf('secretsmanager:GetSecretValue')).toEqual([
        `${SECRET}${end}`,
        `${SECRET}${end}-??????`,
      ]);
      expect(all.find(({ Action }) => Action.includes('kms:Decrypt'))).toMatchObject({
        Resource: [KEY],
        Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.us-west-1.amazonaws.com' } },
      });
    },
  );
});

describe('the hooks of masters', () => {
  it('are put by ReconcileHooks, again when anything of them changes', () => {
    const own = shopMastersTemplate();
    expect(own.only('Custom::LifecycleHooks').Properties).toMatchObject({
      Cluster: 'k8s.shop.test',
      TerminatingHook: 'shop-masters-terminating',
      LaunchingHook: 'shop-masters-launching',
      HeartbeatSeconds: '900',
      ServiceToken: 'arn:aws:lambda:us-west-1:111122223333:function:shop-masters-AnswerCloudFormation',
    });
    const changed = template('a longer heartbeat');
    expect(changed.only('Custom::LifecycleHooks').Properties.HeartbeatSeconds).toBe('1200');
    const { Variables } = own.functionNamed('shop-masters-AnswerCloudFormation').Properties.Environment as {
      Variables: Record<string, Value>;
    };
    expect(Variables.USER_ON_EVENT_FUNCTION_ARN).toBe(
      'arn:aws:lambda:us-west-1:111122223333:function:shop-masters-ReconcileHooks',
    );
  });
});

describe('what is known only at deploy time', () => {
  it('reaches the functions', () => {
    const observe = template('a late secret').functionNamed('shop-masters-ObserveCluster');
    expect(observe.Properties.Environment).toMatchObject({ Variables: { SETTINGS_TOKENS: '["arn:late"]' } });
  });
});
