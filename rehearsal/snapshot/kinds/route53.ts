import type {
  GetHostedZoneResponse,
  ListHealthChecksResponse,
  ListResourceRecordSetsResponse,
} from '@aws-sdk/client-route-53';
import { fileKind } from '../file-kind.ts';

const common = { service: 'route53', regional: false } as const;

/** Whose name, comment, name servers; of a private zone its VPCs. */
export const HOSTED_ZONE = fileKind<GetHostedZoneResponse>()({
  ...common,
  call: 'get-hosted-zone',
  options: ['--id'],
  answer: async () => (await import('@aws-sdk/client-route-53')).GetHostedZoneResponse$,
  needs: { HostedZone: { Name: true } },
});

export const RECORD_SETS = fileKind<ListResourceRecordSetsResponse>()({
  ...common,
  call: 'list-resource-record-sets',
  options: ['--hosted-zone-id'],
  answer: async () => (await import('@aws-sdk/client-route-53')).ListResourceRecordSetsResponse$,
  needs: { ResourceRecordSets: true },
});

export const HEALTH_CHECKS = fileKind<ListHealthChecksResponse>()({
  ...common,
  call: 'list-health-checks',
  answer: async () => (await import('@aws-sdk/client-route-53')).ListHealthChecksResponse$,
  needs: { HealthChecks: [{ Id: true, HealthCheckConfig: { Type: true } }] },
});
