import { type CloudTrailClient, type Event, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import { namingTransients } from '../../shared/adapters/transient.ts';
import type { TrailAnswer, TrailWindow, WriteTrails } from '../ports/write-trails.ts';
import { readEvent } from './cloud-trail-event.ts';
import type { Turns } from './pacer.ts';

const { given } = answersOf('CloudTrail');

/** Source: MaxResults of LookupEvents in the API reference. */
const MOST_OF_PAGE = 50;
/** A look takes 20 seconds then, at the pace that an account leaves to one caller. */
const MOST_PAGES = 20;

const REFUSALS = ['AccessDeniedException', 'AccessDenied', 'UnrecognizedClientException', 'RoleNotAssumed'];

/** How an account's CloudTrail is reached: who asks it, and when it may. */
export interface TrailAccess {
  readonly client: CloudTrailClient;
  readonly turns: Turns;
}

/** CloudTrail's history of events, which every account has for 90 days without a trail of its own. */
export class CloudTrailWrites implements WriteTrails {
  readonly #accessTo: (account: string) => TrailAccess;

  constructor(accessTo: (account: string) => TrailAccess) {
    this.#accessTo = accessTo;
  }

  async read(account: string, window: TrailWindow): Promise<TrailAnswer> {
    try {
      return await this.#read(account, window);
    } catch (error) {
      if (!(error instanceof Error) || !REFUSALS.includes(error.name)) throw error;
      return { kind: 'denied', why: `${error.name}: ${error.message}` };
    }
  }

  async #read(account: string, { from, to }: TrailWindow): Promise<TrailAnswer> {
    const { client, turns } = this.#accessTo(account);
    const events: Event[] = [];
    let token: string | undefined;
    let pages = 0;
    do {
      const command: LookupEventsCommand = new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'ChangeResourceRecordSets' }],
        StartTime: new Date(from),
        EndTime: new Date(to),
        MaxResults: MOST_OF_PAGE,
        ...(token !== undefined && { NextToken: token }),
      });
      const page = await namingTransients('CloudTrail LookupEvents', () =>
        turns.take(() => client.send(command)),
      );
      events.push(...(page.Events ?? []));
      token = page.NextToken;
      pages += 1;
    } while (token && pages < MOST_PAGES);
    const read = events.map((event) => ({ event, ...readEvent(event.CloudTrailEvent ?? '') }));
    return {
      kind: 'read',
      calls: read.flatMap((each) => (each.kind === 'call' ? [each.call] : [])),
      unreadable: read.flatMap(({ kind, event }) =>
        kind === 'unreadable' ? [given(event.EventId, 'LookupEvents', 'EventId')] : [],
      ),
      cut: token !== undefined && token !== '',
    };
  }
}
