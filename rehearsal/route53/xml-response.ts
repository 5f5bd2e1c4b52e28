import { XMLBuilder } from 'fast-xml-parser';
import type { Route53Error } from './errors.ts';
import { ROUTE53_ERRORS } from './errors.ts';
import type { HostedZoneInfo } from './hosted-zone.ts';
import type { ListPage } from './listing.ts';
import type { ChangeInfo, RecordSet } from './types.ts';
import type { ZonePage } from './zone-listing.ts';

const NAMESPACE = 'https://route53.amazonaws.com/doc/2013-04-01/';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  suppressEmptyNode: false,
});

export function documentOf(root: string, content: object): string {
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    [root]: { '@xmlns': NAMESPACE, ...content },
  });
}

export function changeInfoDocument(root: string, info: ChangeInfo): string {
  const { Comment } = info;
  return documentOf(root, {
    ChangeInfo: {
      Id: info.Id,
      Status: info.Status,
      SubmittedAt: info.SubmittedAt.toISOString(),
      ...(Comment !== undefined && { Comment }),
    },
  });
}

export function recordSetsDocument({ recordSets, isTruncated, maxItems, next }: ListPage): string {
  return documentOf('ListResourceRecordSetsResponse', {
    ResourceRecordSets: { ResourceRecordSet: recordSets.map(recordSetElement) },
    IsTruncated: isTruncated,
    MaxItems: maxItems,
    ...(next && {
      NextRecordName: next.Name,
      NextRecordType: next.Type,
      ...(next.SetIdentifier !== undefined && { NextRecordIdentifier: next.SetIdentifier }),
    }),
  });
}

function recordSetElement(record: RecordSet): object {
  const { ResourceRecords, ...rest } = record;
  return ResourceRecords === undefined
    ? rest
    : { ...rest, ResourceRecords: { ResourceRecord: ResourceRecords } };
}

export function hostedZoneDocument(zone: HostedZoneInfo): string {
  return documentOf('GetHostedZoneResponse', {
    HostedZone: hostedZoneElement(zone),
    ...(!zone.private && { DelegationSet: { NameServers: { NameServer: zone.nameServers } } }),
  });
}

export function zonesDocument({ zones, isTruncated, maxItems, next }: ZonePage, marker: string | undefined) {
  return documentOf('ListHostedZonesResponse', {
    HostedZones: { HostedZone: zones.map(hostedZoneElement) },
    ...(marker !== undefined && { Marker: marker }),
    IsTruncated: isTruncated,
    ...(next && { NextMarker: next.id }),
    MaxItems: maxItems,
  });
}

export function zonesByNameDocument(
  { zones, isTruncated, maxItems, next }: ZonePage,
  dnsName: string | undefined,
  hostedZoneId: string | undefined,
) {
  return documentOf('ListHostedZonesByNameResponse', {
    HostedZones: { HostedZone: zones.map(hostedZoneElement) },
    ...(dnsName !== undefined && { DNSName: dnsName }),
    ...(hostedZoneId !== undefined && { HostedZoneId: hostedZoneId }),
    IsTruncated: isTruncated,
    ...(next && { NextDNSName: next.name, NextHostedZoneId: next.id }),
    MaxItems: maxItems,
  });
}

function hostedZoneElement(zone: HostedZoneInfo): object {
  return {
    Id: `/hostedzone/${zone.id}`,
    Name: zone.name,
    CallerReference: `seed-${zone.id}`,
    Config: {
      ...(zone.comment !== undefined && { Comment: zone.comment }),
      PrivateZone: zone.private,
    },
    ResourceRecordSetCount: zone.recordSetCount,
  };
}

/**
 * A refusal. Route 53 puts the messages of a batch into one bracketed `Message`; `withMessageList` adds the list that
 * the API's model has and the service does not send.
 */
export function errorDocument(error: Route53Error, requestId: string, withMessageList: boolean): string {
  const list =
    withMessageList && error.code === ROUTE53_ERRORS.invalidChangeBatch
      ? { messages: { Message: error.messages } }
      : {};
  return documentOf('ErrorResponse', {
    Error: { Type: 'Sender', Code: error.code, Message: error.message, ...list },
    RequestId: requestId,
  });
}
