/** What lets functions ask a Prometheus. */
import { prometheusQueries } from '../../../lambdas/migration/contract/prometheus-queries.ts';
import type { PrometheusAuth } from '../../../lambdas/migration/contract/prometheus-settings.ts';
import { allow } from '../../shared/iam/common.ts';
import { readSecrets } from '../../shared/iam/secrets.ts';
import type { MigrationPermission } from './permissions.ts';

export const askPrometheus: MigrationPermission = ({ scope, settings }) => {
  const all = prometheusQueries(settings).flatMap(({ prometheus }): PrometheusAuth[] =>
    prometheus.auth ? [prometheus.auth] : [],
  );
  const secrets = all.flatMap((auth) => (auth.kind === 'sigv4' ? [] : [auth]));
  const workspaces = all.flatMap((auth) => (auth.kind === 'sigv4' ? [auth.workspaceArn] : []));
  return [
    ...readSecrets(
      scope,
      secrets.map(({ secretArn }) => secretArn),
      secrets.flatMap(({ keyArn }) => keyArn ?? []),
    ),
    ...allow(['aps:QueryMetrics'], [...new Set(workspaces)]),
  ];
};
