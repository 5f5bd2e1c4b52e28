import { createHash } from 'node:crypto';
import { parseChangeRequest } from '../../../route53/index.ts';
import { accountOf } from '../../protocol/account.ts';
import { errorCodeOf } from '../../protocol/errors.ts';
import type { ApiCall, ServiceHandler, ServiceResponse } from '../../protocol/types.ts';

/** A call of Route 53 as CloudTrail keeps it. */
export interface TrailEvent {
  readonly id: string;
  readonly name: string;
  /** Epoch milliseconds of a whole second. */
  readonly at: number;
  /** When CloudTrail shows it. */
  readonly shownAt: number;
  /** In whose event history it is. */
  readonly account: string;
  readonly userName: string;
  /** The record, as JSON. */
  readonly text: string;
}

export interface TrailOptions {
  readonly now: () => number;
  /** The account that a zone belongs to: root credentials are signed in to whichever it is. */
  readonly ownerOf: (zoneId: string) => string;
}

/** How long an event takes to be shown, milliseconds. "Typically … within an average of about 5 minutes", says CloudTrail's user guide. */
export const DELAY_MS = 300_000;

const REGION = 'us-east-1';

/** What CloudTrail learns of Route 53's records, from all callers: SPEC.md, "CloudTrail". */
export class Trail {
  readonly region = REGION;
  readonly #options: TrailOptions;
  readonly #events: TrailEvent[] = [];

  constructor(options: TrailOptions) {
    this.#options = options;
  }

  /** Newest first. */
  get events(): readonly TrailEvent[] {
    return this.#events.toReversed();
  }

  /** The same service, with its changes of records kept. */
  recording(handler: ServiceHandler): ServiceHandler {
    return async (call, principal, session) => {
      const answer = await handler(call, principal, session);
      if (call.operation === 'ChangeResourceRecordSets') this.#record(call, principal, session, answer);
      return answer;
    };
  }

  #record(call: ApiCall, principal: string, session: string | undefined, answer: ServiceResponse): void {
    const { now, ownerOf } = this.#options;
    const at = Math.floor(now() / 1000) * 1000;
    const zoneId = decodeURIComponent(/\/hostedzone\/([^/]+)\//.exec(call.path)?.[1] ?? '');
    const account = accountOf(principal) || ownerOf(zoneId);
    const id = eventId(this.#events.length, at, call.body);
    const who = identityOf(principal, session, account);
    const errorCode = answer.status < 400 ? '' : errorCodeOf(answer.headers, Buffer.from(answer.body));
    const record = {
      eventVersion: '1.11',
      userIdentity: who.identity,
      eventTime: `${new Date(at).toISOString().slice(0, 19)}Z`,
      eventSource: 'route53.amazonaws.com',
      eventName: call.operation,
      awsRegion: REGION,
      sourceIPAddress: '127.0.0.1',
      userAgent: call.headers['user-agent'] ?? '',
      ...(errorCode !== '' && { errorCode }),
      requestParameters: parametersOf(zoneId, call.body),
      responseElements: null,
      eventID: id,
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: 'Management',
    };
    this.#events.push({
      id,
      name: call.operation,
      at,
      shownAt: now() + DELAY_MS,
      account,
      userName: who.userName,
      text: JSON.stringify(record),
    });
  }
}

/** Always the same for the same rehearsal. */
function eventId(number: number, at: number, body: Buffer): string {
  const hex = createHash('sha256').update(`${number} ${at}`).update(body).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

function identityOf(principal: string, session: string | undefined, account: string) {
  if (principal === '') {
    const root = {
      type: 'Root',
      principalId: account,
      arn: `arn:aws:iam::${account}:root`,
      accountId: account,
    };
    return { identity: root, userName: 'root' };
  }
  const role = principal.split('/').at(-1) ?? '';
  const name = session ?? 'session';
  const identity = {
    type: 'AssumedRole',
    principalId: `AROAEXAMPLE:${name}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
    accountId: account,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: 'AROAEXAMPLE',
        arn: principal,
        accountId: account,
        userName: role,
      },
    },
  };
  return { identity, userName: name };
}

/** Keys with a lower first letter. What can't be read isn't kept: CloudTrail then has no parameters. */
function parametersOf(zoneId: string, body: Buffer): object | null {
  try {
    const { Changes, Comment } = parseChangeRequest(body.toString('utf8'));
    const changeBatch = lowerFirst({ ...(Comment !== undefined && { Comment }), Changes });
    return { hostedZoneId: zoneId, changeBatch };
  } catch {
    return null;
  }
}

function lowerFirst(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerFirst);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      `${key.charAt(0).toLowerCase()}${key.slice(1)}`,
      lowerFirst(each),
    ]),
  );
}
