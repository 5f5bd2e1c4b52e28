import { GetHealthCheckCommand, type HealthCheck, NoSuchHealthCheck } from '@aws-sdk/client-route-53';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import { namingTransients } from '../../shared/adapters/transient.ts';
import type { SeenCheck } from '../domain/data-plane/metric-check.ts';
import type { MetricChecks } from '../ports/metric-checks.ts';
import type { Route53Access } from './route53-access.ts';

const { given } = answersOf('Route 53');

/** In the functions' own account, in which the stack has made them. */
export class Route53MetricChecks implements MetricChecks {
  readonly #access: Route53Access;

  constructor(access: Route53Access) {
    this.#access = access;
  }

  async readAll(id: string): ReturnType<MetricChecks['readAll']> {
    const parent = await this.#find(id);
    if (!parent) return undefined;
    const children: (SeenCheck | undefined)[] = [];
    for (const child of parent.children) children.push(await this.#find(child));
    return { parent, children };
  }

  async #find(id: string): Promise<SeenCheck | undefined> {
    const { client, turns } = this.#access;
    const command = new GetHealthCheckCommand({ HealthCheckId: id });
    try {
      const answer = await namingTransients(`Route 53 GetHealthCheck of ${id}`, () =>
        turns.take(() => client.send(command)),
      );
      return seenCheck(id, answer.HealthCheck);
    } catch (error) {
      if (error instanceof NoSuchHealthCheck) return undefined;
      throw error;
    }
  }
}

function seenCheck(id: string, check: HealthCheck | undefined): SeenCheck {
  const { HealthCheckConfig: config, CloudWatchAlarmConfiguration: copy } = check ?? {};
  return {
    id,
    disabled: config?.Disabled ?? false,
    inverted: config?.Inverted ?? false,
    children: config?.ChildHealthChecks ?? [],
    threshold: config?.HealthThreshold ?? 0,
    ...(copy && {
      alarm: {
        name: given(config?.AlarmIdentifier?.Name, id, 'AlarmIdentifier'),
        withoutData: config?.InsufficientDataHealthStatus ?? '',
        copy: {
          namespace: given(copy.Namespace, id, 'Namespace'),
          metricName: given(copy.MetricName, id, 'MetricName'),
          dimensions: Object.fromEntries(
            (copy.Dimensions ?? []).map(({ Name = '', Value = '' }) => [Name, Value]),
          ),
          statistic: given(copy.Statistic, id, 'Statistic'),
          periodSeconds: given(copy.Period, id, 'Period'),
          evaluationPeriods: given(copy.EvaluationPeriods, id, 'EvaluationPeriods'),
          threshold: given(copy.Threshold, id, 'Threshold'),
          comparison: given(copy.ComparisonOperator, id, 'ComparisonOperator'),
        },
      },
    }),
  };
}
