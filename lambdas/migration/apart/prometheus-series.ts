import { secretsManager } from '../../shared/adapters/secrets-manager-client.ts';
import { PrometheusSeries } from '../adapters/prometheus/prometheus-series.ts';

export function openPrometheus(): PrometheusSeries {
  return new PrometheusSeries(secretsManager);
}
