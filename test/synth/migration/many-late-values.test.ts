import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Alarm, CfnAlarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { shop } from '../../../bin/shop.ts';
import type { AlarmReference } from '../../../lib/migration/config/migration-config.ts';
import { CutoverStack } from '../../../lib/migration/cutover-stack.ts';
import { ENVIRONMENT_LIMIT } from '../../../lib/shared/functions/environment.ts';
import { ENV, emptyFunctions, newApp, synthesize } from '../support/synthesize.ts';
import type { Value } from '../support/template.ts';

const TOO_MANY =
  /^The configuration of 'shop' has 1 problem.* at most 4096 bytes.*alarms: \['cluster-5xx'\]/s;

/** The shop with as many of these. @returns the alarms' stack */
function withAlarms(count: number, make: (stack: Stack, id: string) => AlarmReference): Stack {
  const app = newApp();
  const cluster = new Stack(app, 'Cluster', { env: ENV });
  const alarms = Array.from({ length: count }, (_, index) => make(cluster, `Alarm${index}`));
  new CutoverStack(app, 'Shop', {
    env: ENV,
    migration: { ...shop, alarms },
    functionSources: emptyFunctions(),
  });
  return cluster;
}

function cdkAlarm(stack: Stack, id: string): Alarm {
  const metric = new Metric({ namespace: 'Shop', metricName: 'Errors' });
  return new Alarm(stack, id, { metric, threshold: 1, evaluationPeriods: 1 });
}

/** As many of CDK's alarms as are taken. @returns their logical ids */
function mostAlarms(): string[] {
  let found: string[] = [];
  for (let count = 20; ; count += 1) {
    try {
      const cluster = withAlarms(count, cdkAlarm);
      found = cluster.node.findAll().flatMap((each) => {
        return each instanceof CfnAlarm ? [cluster.resolve(each.logicalId) as string] : [];
      });
    } catch (error) {
      expect((error as Error).message).toMatch(TOO_MANY);
      return found;
    }
  }
}

/** The largest environment of a function, with these values beside what is in it anyway. */
function largestEnvironment(values: readonly string[]): number {
  const sizes = synthesize()
    .resources('AWS::Lambda::Function')
    .map(({ Properties }) => {
      const { Variables } = Properties.Environment as { readonly Variables: Record<string, Value> };
      return JSON.stringify({ ...Variables, SETTINGS_TOKENS: JSON.stringify(values) }).length;
    });
  return Math.max(...sizes);
}

describe('values that are known at deploy time only', () => {
  it('fit into the environment of every function, as many alarms of CDK as are taken', () => {
    const values = mostAlarms().flatMap((id) => [
      `Cluster-${id}-1ABCDEFGHIJKL`,
      `arn:aws:cloudwatch:us-west-1:111122223333:alarm:Cluster-${id}-1ABCDEFGHIJKL`,
    ]);
    expect(largestEnvironment(values)).toBeLessThanOrEqual(ENVIRONMENT_LIMIT);
    // Nor are many refused that would have fitted.
    expect(largestEnvironment([...values, ...values.slice(0, 8)])).toBeGreaterThan(ENVIRONMENT_LIMIT);
  });

  it('are refused at synth, not by Lambda, when they are as many imported ones', () => {
    const imported = (stack: Stack, id: string): string => new CfnParameter(stack, id).valueAsString;
    expect(() => withAlarms(100, imported)).toThrow(TOO_MANY);
    expect(() => withAlarms(10, imported)).not.toThrow();
  });

  it('are no matter with a hundred alarms by their names', () => {
    expect(() => withAlarms(100, (_stack, id) => id)).not.toThrow();
  });
});
