import {
  GetHostedZoneCommand,
  type ListHealthChecksCommandInput,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandInput,
  type ListResourceRecordSetsCommandOutput,
  paginateListHealthChecks,
  paginateListHostedZones,
} from '@aws-sdk/client-route-53';
import type { ContentOf } from '../../rehearsal/snapshot/file-kind.ts';
import { HEALTH_CHECKS, HOSTED_ZONE, RECORD_SETS } from '../../rehearsal/snapshot/kinds/route53.ts';
import type { AwsClients } from '../aws/clients.ts';
import { type FileCall, type Listing, onAnything, onePage, stepOf } from './call.ts';

/** Whose id. */
type Zone = { readonly Id: string };

/** Also of private zones, which are found only at run time. */
export const GET_ZONE: FileCall<Zone, ContentOf<typeof HOSTED_ZONE>> = {
  kind: HOSTED_ZONE,
  service: 'route53',
  rights: [{ actions: ['route53:GetHostedZone'], on: ({ partition }) => [zoneArn(partition, '*')] }],
  absent: ['NoSuchHostedZone'],
  ask: (clients, input) => onePage(clients.of('route53').send(new GetHostedZoneCommand(input))),
};

export const LIST_RECORDS: FileCall<Zone, ContentOf<typeof RECORD_SETS>> = {
  kind: RECORD_SETS,
  service: 'route53',
  rights: [
    {
      actions: ['route53:ListResourceRecordSets'],
      on: ({ partition, zones }) => zones.map(({ id }) => zoneArn(partition, id)),
    },
  ],
  absent: ['NoSuchHostedZone'],
  ask: (clients, { Id }) => recordPages(clients, Id),
};

/** The most that Route 53 gives a page. */
const RECORDS_A_PAGE = 300;

async function* recordPages(clients: AwsClients, HostedZoneId: string): AsyncIterable<object> {
  let next: Partial<ListResourceRecordSetsCommandInput> | undefined = {};
  while (next) {
    const question: ListResourceRecordSetsCommandInput = { HostedZoneId, MaxItems: RECORDS_A_PAGE, ...next };
    const page: ListResourceRecordSetsCommandOutput = await clients
      .of('route53')
      .send(new ListResourceRecordSetsCommand(question));
    yield page;
    next = page.IsTruncated
      ? {
          StartRecordName: page.NextRecordName,
          StartRecordType: page.NextRecordType,
          StartRecordIdentifier: page.NextRecordIdentifier,
        }
      : undefined;
  }
}

export const LIST_HEALTH_CHECKS: FileCall<ListHealthChecksCommandInput, ContentOf<typeof HEALTH_CHECKS>> = {
  kind: HEALTH_CHECKS,
  service: 'route53',
  rights: [onAnything('route53:ListHealthChecks')],
  ask: (clients, input) => paginateListHealthChecks({ client: clients.of('route53') }, input),
};

interface ListedZones {
  readonly HostedZones: readonly { readonly Id: string; readonly Name: string }[];
}

/** Which there are, and what they are called. */
export const LIST_PRIVATE_ZONES: Listing<object, ListedZones> = {
  service: 'route53',
  rights: [onAnything('route53:ListHostedZones')],
  command: () => 'aws route53 list-hosted-zones --hosted-zone-type PrivateHostedZone',
  leadsTo: ({ account }) => [stepOf(HOSTED_ZONE, { account, names: ['<zone>'] })],
  ask: (clients) =>
    paginateListHostedZones({ client: clients.of('route53') }, { HostedZoneType: 'PrivateHostedZone' }),
};

function zoneArn(partition: string, id: string): string {
  return `arn:${partition}:route53:::hostedzone/${id}`;
}
