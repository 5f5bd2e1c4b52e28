import type { ClusterTarget } from '../../../../../../lambdas/migration/contract/settings.ts';
import type { LoadBalancers } from '../../../../../../lambdas/migration/ports/load-balancers.ts';
import { verifyAlarms } from '../../../../../../lambdas/migration/preflight/verify-alarms/verify-alarms.ts';
import { anAlarm } from '../../../../../support/migration/evidence.ts';
import { brief, clock, ERRORS, settingsOf, WatchedAlarms } from './some-alarms.ts';

const target: ClusterTarget = {
  kind: 'load-balancer',
  dnsName: 'K8s-ingress-1.us-west-1.elb.amazonaws.com.',
  hostedZoneId: 'Z0',
  evaluateTargetHealth: true,
  family: 'application-or-classic',
};

function balancer(LoadBalancer: string): LoadBalancers {
  const metric = {
    namespace: 'AWS/ApplicationELB',
    metricName: 'RequestCount',
    dimensions: { LoadBalancer },
  };
  return {
    find: async (names) => new Map(names.map((name) => [name, { metric, unit: 'request' }])),
  };
}

/** Of an alarm on errors whose load balancer has had no request. */
async function judged(balancers: readonly LoadBalancers[], isMade = true) {
  const alarms = new WatchedAlarms();
  const alarm = anAlarm({ metrics: [ERRORS], treatMissingData: 'notBreaching' });
  alarms.alarms.push(alarm);
  const { name, arn } = alarm;
  const settings = settingsOf([{ name, arn, allowInsufficientData: false, ...(isMade && { isMade }) }]);
  const ports = { alarms, checks: undefined, balancers, clock };
  return (await verifyAlarms({ ...settings, target }, ports)).findings;
}

describe('an alarm that the stack made', () => {
  it('may be silent before the first request if it is on the target’s load balancer', async () => {
    expect(brief(await judged([balancer('app/k8s-ingress/1')]))).toEqual(['pass alarm-ready']);
  });

  it('fails on another one', async () => {
    const findings = await judged([balancer('app/k8s-ingress/2')]);
    expect(brief(findings)).toEqual(['fail alarm-of-another-balancer']);
    expect(findings[0]?.seen).toBe(
      'It watches the load balancer app/k8s-ingress/1; the target is app/k8s-ingress/2.',
    );
  });

  it('is silent as any other where the target can’t be found', async () => {
    const away: LoadBalancers = { find: () => Promise.reject(new Error('denied')) };
    for (const balancers of [[], [away], [{ find: async () => new Map() }]])
      expect(brief(await judged(balancers))).toEqual(['warn alarm-silent']);
  });

  it('is not one that a person made', async () => {
    expect(brief(await judged([balancer('app/k8s-ingress/1')], false))).toEqual(['warn alarm-silent']);
  });
});
