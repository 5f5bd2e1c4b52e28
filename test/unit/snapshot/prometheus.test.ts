import type { PrometheusAuth } from '../../../lambdas/migration/contract/prometheus-settings.ts';
import { keysIn, type RegionWanted, secretsIn } from '../../../snapshot/wanted/wanted.ts';
import { shopSettings } from '../../support/shop.ts';

const KEY = 'arn:aws:kms:us-west-1:111122223333:key/11111111-1234-4abc-8def-0123456789ab';
const SECRET = 'arn:aws:secretsmanager:us-west-1:111122223333:secret:shop/metrics-AbCdEf';

function wantedWith(auth: PrometheusAuth | undefined): RegionWanted {
  const prometheus = { url: 'https://prometheus.example.com', ...(auth && { auth }) };
  const side = { measured: { prometheus, query: 'a' }, requests: { prometheus, query: 'b' } };
  const metric = { name: 'Failures', statistic: 'Sum', legacy: side, cluster: side };
  const compare = { falseAlarms: 0.01, metrics: [{ ...metric, tolerance: { absolute: 0, relative: 0 } }] };
  const migrations = [{ ...shopSettings(), compare }];
  return { account: '111122223333', region: 'us-west-1', migrations, masters: [] };
}

it.each(['bearer', 'basic'] as const)(
  'has the secret that a Prometheus is shown as %s, and its key',
  (kind) => {
    const wanted = wantedWith({ kind, secretArn: SECRET, keyArn: KEY });
    expect(secretsIn(wanted).names.filter((name) => name === 'shop/metrics')).toHaveLength(1);
    expect(keysIn(wanted)).toContain(KEY);
  },
);

it('has none where functions sign, or show nothing', () => {
  const workspaceArn = 'arn:aws:aps:us-west-1:111122223333:workspace/ws-1';
  const others = secretsIn(wantedWith(undefined)).names;
  expect(secretsIn(wantedWith({ kind: 'sigv4', region: 'us-west-1', workspaceArn })).names).toEqual(others);
  expect(others).not.toContain('shop/metrics');
});
