/** The JSON of a CloudTrail event of ChangeResourceRecordSets. Source: "CloudTrail record contents", "CloudTrail userIdentity element". */
import * as z from 'zod/mini';
import { jsonIn } from '../../shared/domain/json.ts';
import type { ResourceRecordSet } from '../domain/record-set.ts';
import { route53Name, type WriteCall } from '../domain/watch/write-call.ts';

const optional = z.optional(z.nullable(z.string()));

const userIdentity = z.object({
  type: z.string(),
  arn: optional,
  accountId: optional,
  userName: optional,
  principalId: optional,
  invokedBy: optional,
  sessionContext: z.optional(
    z.nullable(
      z.object({
        sessionIssuer: z.optional(
          z.nullable(z.object({ arn: optional, userName: optional, accountId: optional })),
        ),
      }),
    ),
  ),
});

/** Keys as CloudTrail writes them: those of the API with a lower first letter, `tTL` and `dNSName` among them. */
const recordSet = z.looseObject({ name: z.string(), type: z.string() });

const event = z.object({
  eventName: z.literal('ChangeResourceRecordSets'),
  eventSource: z.literal('route53.amazonaws.com'),
  eventID: z.string(),
  eventTime: z.iso.datetime({ offset: true }),
  userIdentity,
  sourceIPAddress: optional,
  userAgent: optional,
  errorCode: optional,
  requestParameters: z.object({
    hostedZoneId: z.string(),
    changeBatch: z.object({
      changes: z.array(
        z.object({ action: z.enum(['CREATE', 'DELETE', 'UPSERT']), resourceRecordSet: recordSet }),
      ),
    }),
  }),
});

/** What failed has changed nothing, whatever its parameters are. */
const failed = z.looseObject({ errorCode: z.string() });

export type ReadEvent =
  | { readonly kind: 'call'; readonly call: WriteCall }
  /** It changed nothing. */
  | { readonly kind: 'failed' }
  | { readonly kind: 'unreadable' };

export function readEvent(text: string): ReadEvent {
  const raw = jsonIn(text);
  if (z.safeParse(failed, raw).success) return { kind: 'failed' };
  const parsed = z.safeParse(event, raw);
  if (!parsed.success) return { kind: 'unreadable' };
  const { data } = parsed;
  const { hostedZoneId, changeBatch } = data.requestParameters;
  return {
    kind: 'call',
    call: {
      eventId: data.eventID,
      at: data.eventTime,
      zoneId: hostedZoneId.split('/').at(-1) ?? hostedZoneId,
      who: callerOf(data.userIdentity),
      from: data.sourceIPAddress ?? data.userIdentity.invokedBy ?? '',
      userAgent: data.userAgent ?? '',
      changes: changeBatch.changes.map(({ action, resourceRecordSet }) => ({
        action,
        record: recordOf(resourceRecordSet),
      })),
    },
  };
}

function callerOf(who: z.output<typeof userIdentity>): WriteCall['who'] {
  const issuer = who.sessionContext?.sessionIssuer;
  const isSession = who.type === 'AssumedRole';
  return {
    type: who.type,
    arn: who.arn ?? who.principalId ?? who.invokedBy ?? '',
    account: who.accountId ?? issuer?.accountId ?? '',
    userName: who.userName ?? '',
    session: isSession ? (who.arn?.split('/').at(-1) ?? '') : '',
    role: issuer?.arn ?? '',
  };
}

/** The API's own names of the keys. One that isn't known makes a record set unlike any that is read, which is all that can be said. */
const KEYS: Readonly<Record<string, string>> = {
  tTL: 'TTL',
  ttl: 'TTL',
  dNSName: 'DNSName',
  dnsName: 'DNSName',
};

function recordOf(given: z.output<typeof recordSet>): ResourceRecordSet {
  const { Name, ...record } = named(given) as ResourceRecordSet;
  return { ...record, Name: route53Name(Name) };
}

function named(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(named);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      KEYS[key] ?? `${key.charAt(0).toUpperCase()}${key.slice(1)}`,
      named(each),
    ]),
  );
}
