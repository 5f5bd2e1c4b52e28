import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Alarm, CfnAlarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { shop } from '../../../bin/shop.ts';
import type { AlarmReference } from '../../../lib/migration/config/alarms-config.ts';
import { ENVIRONMENT_LIMIT } from '../../../lib/shared/functions/environment.ts';
import { type Cdk, keptSynth } from '../support/kept-synth.ts';
import { shopTemplate } from '../support/shop-templates.ts';
import type { Value } from '../support/template.ts';

const TOO_MANY =
  /^The configuration of 'shop' has 1 problem.* at most 4096 bytes.*alarms: \['cluster-5xx'\]/s;

type MakeAlarm = (stack: Stack, id: string) => AlarmReference;

const ofCdk: MakeAlarm = (stack, id) => {
  const metric = new Metric({ namespace: 'Shop', metricName: 'Errors' });
  return new Alarm(stack, id, { metric, threshold: 1, evaluationPeriods: 1 });
};
const imported: MakeAlarm = (stack, id) => new CfnParameter(stack, id).valueAsString;
const named: MakeAlarm = (_stack, id) => id;

const kept = keptSynth(import.meta.filename, (cdk) => ({
  mostOfCdk: mostOfCdk(cdk),
  tenImported: withAlarms(cdk, 10, imported).refusal,
  hundredImported: withAlarms(cdk, 100, imported).refusal,
  hundredNamed: withAlarms(cdk, 100, named).refusal,
}));

/** As many of CDK's alarms as are taken: their logical ids; and what one more is refused with. */
function mostOfCdk(cdk: Cdk): { readonly ids: readonly string[]; readonly refusal: string } {
  let ids: string[] = [];
  for (let count = 20; ; count += 1) {
    const { stack, refusal } = withAlarms(cdk, count, ofCdk);
    if (refusal !== null) return { ids, refusal };
    ids = stack.node
      .findAll()
      .flatMap((each) => (each instanceof CfnAlarm ? [stack.resolve(each.logicalId) as string] : []));
  }
}

/** The shop with as many of these, the alarms' stack, and what it is refused with, if it is. */
function withAlarms({ ENV, migrationStack, newApp, refusalOf }: Cdk, count: number, make: MakeAlarm) {
  const app = newApp();
  const stack = new Stack(app, 'Cluster', { env: ENV });
  const alarms = Array.from({ length: count }, (_, index) => make(stack, `Alarm${index}`));
  return { stack, refusal: refusalOf(() => migrationStack(app, { ...shop, alarms })) };
}

/** The largest environment of a function, with these values beside what is in it anyway. */
function largestEnvironment(values: readonly string[]): number {
  const sizes = shopTemplate()
    .resources('AWS::Lambda::Function')
    .map(({ Properties }) => {
      const { Variables } = Properties.Environment as { readonly Variables: Record<string, Value> };
      return JSON.stringify({ ...Variables, SETTINGS_TOKENS: JSON.stringify(values) }).length;
    });
  return Math.max(...sizes);
}

describe('values that are known at deploy time only', () => {
  it('fit into the environment of every function, as many alarms of CDK as are taken', () => {
    const { ids, refusal } = kept('mostOfCdk');
    expect(refusal).toMatch(TOO_MANY);
    const values = ids.flatMap((id) => [
      `Cluster-${id}-1ABCDEFGHIJKL`,
      `arn:aws:cloudwatch:us-west-1:111122223333:alarm:Cluster-${id}-1ABCDEFGHIJKL`,
    ]);
    expect(largestEnvironment(values)).toBeLessThanOrEqual(ENVIRONMENT_LIMIT);
    // Nor are many refused that would have fitted.
    expect(largestEnvironment([...values, ...values.slice(0, 8)])).toBeGreaterThan(ENVIRONMENT_LIMIT);
  });

  it('are refused at synth, not by Lambda, when they are as many imported ones', () => {
    expect(kept('hundredImported')).toMatch(TOO_MANY);
    expect(kept('tenImported')).toBeNull();
  });

  it('are no matter with a hundred alarms by their names', () => {
    expect(kept('hundredNamed')).toBeNull();
  });
});
