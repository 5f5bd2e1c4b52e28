import { createRequire } from 'node:module';
import type * as Shop from '../../../bin/shop.ts';
import type * as ShopMasters from '../../../bin/shop-masters.ts';
import type { MastersSettings } from '../../../lambdas/masters/contract/settings.ts';
import type * as ResolveMasters from '../../../lib/masters/config/resolve-masters.ts';
import { keptSynth } from './kept-synth.ts';
import { Template } from './template.ts';

const HOOK = { function: 'arn:aws:lambda:us-west-1:111122223333:function:smoke' };
const MACHINE = { stateMachine: 'arn:aws:states:us-west-1:111122223333:stateMachine:load' };
const HOOKS = { beforeStep: HOOK, afterStep: MACHINE, beforeRetire: HOOK, afterRollback: HOOK };
const SIGNAL = {
  name: 'datadog',
  alarm: { source: ['datadog'], detailType: ['Triggered'] },
  recovery: { source: ['datadog'], detailType: ['Recovered'] },
  heartbeat: { source: ['datadog'] },
};

const INGRESS =
  'arn:aws:elasticloadbalancing:us-west-1:111122223333:loadbalancer/net/k8s-ingress/50dc6c495c0c9188';
const QUERY = 'sum(increase(failures_total[$period]))';
const METRIC = {
  name: 'Failures',
  statistic: 'Sum',
  prometheus: {
    url: 'https://prometheus.shop.test',
    bearer: 'arn:aws:secretsmanager:us-west-1:111122223333:secret:prometheus-AbCdEf',
    legacy: QUERY,
    cluster: QUERY,
    requests: { legacy: QUERY, cluster: QUERY },
  },
  tolerated: 0.1,
};

/** What the shop's app makes. */
const kept = keptSynth(import.meta.filename, ({ ENV, synthesize, synthesizeMasters }) => {
  const load = createRequire(import.meta.url);
  const { resolveMasters }: typeof ResolveMasters = load('../../../lib/masters/config/resolve-masters.ts');
  const { shopMasters }: typeof ShopMasters = load('../../../bin/shop-masters.ts');
  const { shop }: typeof Shop = load('../../../bin/shop.ts');
  return {
    migration: synthesize().json,
    checked: synthesize({
      ...shop,
      target: { loadBalancer: 'k8s-ingress-50dc6c495c0c9188.elb.us-west-1.amazonaws.com' },
      alarms: { make: true, loadBalancer: INGRESS, also: shop.alarms as readonly string[] },
      dataPlaneRollback: true,
      signals: [SIGNAL],
      hooks: HOOKS,
      compare: { metrics: [METRIC] },
    }).json,
    masters: synthesizeMasters().json,
    mastersSettings: resolveMasters(shopMasters, ENV).settings,
  };
});

/** The template of the shop's migration. */
export function shopTemplate(): Template {
  return new Template(kept('migration'));
}

/** The same with health checks on the cluster's records, a signal, alarms that are made for a network load balancer, hooks, and a metric of Prometheus: then functions may do more, and more are there. */
export function checkedShopTemplate(): Template {
  return new Template(kept('checked'));
}

/** The template of its masters. */
export function shopMastersTemplate(): Template {
  return new Template(kept('masters'));
}

/** The settings that its masters' functions have. */
export function shopMastersSettings(): MastersSettings {
  return kept('mastersSettings');
}
