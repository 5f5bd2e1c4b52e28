import { XMLBuilder } from 'fast-xml-parser';
import type { HostedZoneLimit } from './engine.ts';
import type { Route53Error } from './errors.ts';
import type { ChecksPage, HealthCheck, Observation } from './health-checks.ts';
import type { HostedZoneInfo } from './hosted-zone.ts';
import type { ListPage } from './listing.ts';
import type { ProtectionsPage } from './protections.ts';
import type { ChangeInfo, RecordSet } from './types.ts';
import type { ZonesPage } from './zone-listing.ts';

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
    ...(zone.private
      ? { VPCs: { VPC: zone.vpcs } }
      : { DelegationSet: { NameServers: { NameServer: zone.nameServers } } }),
  });
}

export function zonesDocument({ zones, isTruncated, maxItems, next }: ZonesPage): string {
  return documentOf('ListHostedZonesResponse', {
    HostedZones: { HostedZone: zones.map(hostedZoneElement) },
    IsTruncated: isTruncated,
    ...(next && { NextMarker: next.id }),
    MaxItems: maxItems,
  });
}

export function zoneLimitDocument({ type, value, count }: HostedZoneLimit): string {
  return documentOf('GetHostedZoneLimitResponse', { Limit: { Type: type, Value: value }, Count: count });
}

export function protectionsDocument({ protections, nextToken }: ProtectionsPage): string {
  return documentOf('ListResourceRecordSetProtectionsResponse', {
    ResourceRecordSetProtections: { ResourceRecordSetProtection: protections },
    ...(nextToken !== undefined && { NextToken: nextToken }),
  });
}

export function healthCheckDocument(root: string, check: HealthCheck): string {
  return documentOf(root, { HealthCheck: healthCheckElement(check) });
}

export function healthChecksDocument({ checks, maxItems, next }: ChecksPage): string {
  return documentOf('ListHealthChecksResponse', {
    HealthChecks: { HealthCheck: checks.map(healthCheckElement) },
    IsTruncated: next !== undefined,
    ...(next && { NextMarker: next.Id }),
    MaxItems: maxItems,
  });
}

export function healthCheckStatusDocument(observations: readonly Observation[]): string {
  return documentOf('GetHealthCheckStatusResponse', {
    HealthCheckObservations: {
      HealthCheckObservation: observations.map(({ StatusReport: { Status, CheckedTime }, ...checker }) => ({
        ...checker,
        StatusReport: { Status, CheckedTime: CheckedTime.toISOString() },
      })),
    },
  });
}

function healthCheckElement({
  HealthCheckConfig,
  CloudWatchAlarmConfiguration: copy,
  ...check
}: HealthCheck): object {
  const { ChildHealthChecks, Regions, ...config } = HealthCheckConfig;
  return {
    ...check,
    HealthCheckConfig: {
      ...config,
      ...(ChildHealthChecks !== undefined && { ChildHealthChecks: { ChildHealthCheck: ChildHealthChecks } }),
      ...(Regions !== undefined && { Regions: { Region: Regions } }),
    },
    ...(copy && {
      CloudWatchAlarmConfiguration: { ...copy, Dimensions: { Dimension: copy.Dimensions ?? [] } },
    }),
  };
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

/** A refusal: the messages of a batch are one bracketed text. */
export function errorDocument(error: Route53Error, requestId: string): string {
  const entries = error.problems.length > 0 ? { Errors: { ProtectionError: error.problems } } : {};
  return documentOf('ErrorResponse', {
    Error: { Type: 'Sender', Code: error.code, Message: error.message, ...entries },
    RequestId: requestId,
  });
}
