import type { GetHostedZoneResponse, ListResourceRecordSetsResponse } from '@aws-sdk/client-route-53';
import { fileKind } from '../file-kind.ts';

const common = { service: 'route53', regional: false, options: ['--hosted-zone-id'] } as const;

/** Whose name, comment, name servers; of a private zone its VPCs. */
export const HOSTED_ZONE = fileKind<GetHostedZoneResponse>()({
  ...common,
  call: 'get-hosted-zone',
  answer: async () => (await import('@aws-sdk/client-route-53')).GetHostedZoneResponse$,
  needs: { HostedZone: { Name: true } },
});

export const RECORD_SETS = fileKind<ListResourceRecordSetsResponse>()({
  ...common,
  call: 'list-resource-record-sets',
  answer: async () => (await import('@aws-sdk/client-route-53')).ListResourceRecordSetsResponse$,
  needs: { ResourceRecordSets: true },
});
