import { shop } from '../../../bin/shop.ts';
import { keptTemplates } from '../support/kept-synth.ts';
import { shopTemplate } from '../support/shop-templates.ts';
import type { Template } from '../support/template.ts';

const SECRET = 'arn:aws:secretsmanager:us-west-1:111122223333:secret:prometheus-AbCdEf';
const KEY = 'arn:aws:kms:us-west-1:111122223333:key/5c0ffee0-1234-4abc-8def-0123456789ab';
const kept = keptTemplates(import.meta.filename, ({ synthesize }) => {
  const query = 'sum(increase(x[$period]))';
  const metricOf = (name: string, prometheus: object) => ({
    name,
    statistic: 'Sum',
    tolerated: 0.1,
    prometheus: { legacy: query, cluster: query, requests: { legacy: query, cluster: query }, ...prometheus },
  });
  const metrics = [
    metricOf('own', { url: 'https://prometheus.shop.test', bearer: SECRET, secretKey: KEY }),
    metricOf('managed', { url: 'https://aps-workspaces.us-west-1.amazonaws.com/workspaces/ws-0123' }),
  ];
  return { asked: synthesize({ ...shop, compare: { metrics: metrics as never } }) };
});

function whoMay(template: Template, word: string): readonly string[] {
  return template
    .resources('AWS::IAM::Role')
    .filter(({ Properties }) => JSON.stringify(Properties).includes(word))
    .map(({ Properties }) => String(Properties.Description))
    .toSorted();
}

const ASKING = ['What shop-JudgeSoak may do', 'What shop-VerifyAlarms may do'];

it('only those that ask may read the secret, and query the workspace', () => {
  const template = kept('asked');
  expect(whoMay(template, 'secret:prometheus-AbCdEf')).toEqual(ASKING);
  expect(whoMay(template, 'aps:QueryMetrics')).toEqual(ASKING);
  const texts = JSON.stringify(template.resources('AWS::IAM::Role'));
  expect(texts).toContain('arn:aws:aps:us-west-1:111122223333:workspace/ws-0123');
  expect(texts).not.toContain('aps:*');
});

it('without such a metric nobody may', () => {
  expect(whoMay(shopTemplate(), 'aps:')).toEqual([]);
  expect(whoMay(shopTemplate(), 'GetSecretValue')).not.toContain(ASKING[0]);
});
