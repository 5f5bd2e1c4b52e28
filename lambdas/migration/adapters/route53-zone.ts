import {
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandOutput,
  type Route53Client,
  type RRType,
  type ResourceRecordSet as SdkRecordSet,
} from '@aws-sdk/client-route-53';
import { namingTransients } from '../../shared/adapters/transient.ts';
import { timeAt } from '../../shared/domain/time.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Change, ResourceRecordSet } from '../domain/record-set.ts';
import { refusalOf } from '../domain/refusal.ts';
import type { SwapResult, Zone } from '../ports/zone.ts';
import type { Turns } from './pacer.ts';
import type { Route53Access } from './route53-access.ts';
import { fromSdk, listAll } from './route53-listing.ts';

/** Most record sets that one ListResourceRecordSets page contains. */
const PAGE_SIZE = 300;
/** Of one name: as a rule all that it has, and little else. */
const SMALL_PAGE = 10;

export class Route53Zone implements Zone {
  readonly #zoneId: string;
  readonly #client: Route53Client;
  readonly #turns: Turns;
  readonly #clock: Clock;

  constructor(zoneId: string, { client, turns }: Route53Access, clock: Clock) {
    this.#zoneId = zoneId;
    this.#client = client;
    this.#turns = turns;
    this.#clock = clock;
  }

  async read(names: readonly string[]): Promise<readonly ResourceRecordSet[]> {
    const wanted = new Set(names);
    const found = new Map<string, ResourceRecordSet[]>();
    for (const start of [...wanted].toSorted(byRoute53Order)) {
      if (found.has(start)) continue;
      const page = Map.groupBy(await this.#pageFrom(start, wanted), (record) => record.Name);
      for (const [name, records] of page) if (!found.has(name)) found.set(name, records);
    }
    return [...found.values()].flat();
  }

  readAll(): Promise<readonly ResourceRecordSet[]> {
    return listAll(this.#zoneId, (command) =>
      this.#send('ListResourceRecordSets', () => this.#client.send(command)),
    );
  }

  async swap(changes: readonly Change[], comment: string): Promise<SwapResult> {
    const command = new ChangeResourceRecordSetsCommand({
      HostedZoneId: this.#zoneId,
      ChangeBatch: { Comment: comment, Changes: changes.map(toSdkChange) },
    });
    try {
      const { ChangeInfo } = await this.#send(
        'ChangeResourceRecordSets',
        () => this.#client.send(command),
        changes.length,
      );
      const acceptedAt = timeAt(this.#clock.now());
      return { accepted: true, changeId: ChangeInfo?.Id ?? '', acceptedAt };
    } catch (error) {
      const messages = error instanceof Error ? refusalOf(error) : undefined;
      if (!messages) throw error;
      return { accepted: false, messages };
    }
  }

  async isInSync(changeId: string): Promise<boolean> {
    const command = new GetChangeCommand({ Id: changeId });
    const { ChangeInfo } = await this.#send('GetChange', () => this.#client.send(command));
    return ChangeInfo?.Status === 'INSYNC';
  }

  /**
   * The wanted record sets of one page. The names that the page covers whole are complete in it; of a name that
   * the page ends in, the rest is read on.
   */
  async #pageFrom(start: string, wanted: ReadonlySet<string>): Promise<ResourceRecordSet[]> {
    const records: ResourceRecordSet[] = [];
    let next: ListResourceRecordSetsCommandOutput | undefined;
    do {
      const command: ListResourceRecordSetsCommand = new ListResourceRecordSetsCommand({
        HostedZoneId: this.#zoneId,
        StartRecordName: next?.NextRecordName ?? start,
        StartRecordType: next?.NextRecordType,
        StartRecordIdentifier: next?.NextRecordIdentifier,
        MaxItems: wanted.size === 1 ? SMALL_PAGE : PAGE_SIZE,
      });
      next = await this.#send('ListResourceRecordSets', () => this.#client.send(command));
      for (const record of next.ResourceRecordSets ?? []) {
        if (record.Name && wanted.has(record.Name)) records.push(fromSdk(record));
      }
    } while (next.IsTruncated && next.NextRecordName && wanted.has(next.NextRecordName));
    return records;
  }

  #send<T>(what: string, call: () => Promise<T>, changes = 0): Promise<T> {
    return namingTransients(`Route 53 ${what} in ${this.#zoneId}`, () => this.#turns.take(call, changes));
  }
}

/** Route 53 lists by labels from the right. Only how few pages are read rests on this order, not what is found. */
function byRoute53Order(a: string, b: string): number {
  const [left, right] = [a, b].map((name) => name.split('.').toReversed().join('\u0000'));
  return (left ?? '') < (right ?? '') ? -1 : 1;
}

function toSdkChange({ Action, ResourceRecordSet: record }: Change): {
  Action: Change['Action'];
  ResourceRecordSet: SdkRecordSet;
} {
  const { ResourceRecords, ...rest } = record;
  return {
    Action,
    ResourceRecordSet: {
      ...(rest as Omit<SdkRecordSet, 'ResourceRecords'>),
      Type: record.Type as RRType,
      ...(ResourceRecords && { ResourceRecords: ResourceRecords.map(({ Value }) => ({ Value })) }),
    },
  };
}
