import {
  GetHostedZoneCommand,
  GetHostedZoneLimitCommand,
  ListResourceRecordSetProtectionsCommand,
  NoSuchHostedZone,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import { namingTransients } from '../../shared/adapters/transient.ts';
import { undotted } from '../../shared/contract/dns-names.ts';
import type { ResourceRecordSet } from '../domain/record-set.ts';
import type { RecordProtection, SurveyedZone } from '../domain/surveyed-zone.ts';
import type { ZoneSurvey } from '../ports/zone-survey.ts';
import type { AccessTo } from './route53-access.ts';
import { listAll } from './route53-listing.ts';

const { given } = answersOf('Route 53');

/** Whole zones, read from Route 53. */
export class Route53Survey implements ZoneSurvey {
  readonly #accessTo: AccessTo;

  constructor(accessTo: AccessTo) {
    this.#accessTo = accessTo;
  }

  async survey(zoneId: string): Promise<SurveyedZone | undefined> {
    try {
      const command = new GetHostedZoneCommand({ Id: zoneId });
      const answer = await this.#send('GetHostedZone', zoneId, (client) => client.send(command));
      const servers = answer.DelegationSet?.NameServers ?? [];
      return {
        name: answer.HostedZone?.Name ?? '',
        // A zone of which it is not said that it is public is not taken for one.
        isPrivate: answer.HostedZone?.Config?.PrivateZone ?? answer.DelegationSet === undefined,
        nameServers: servers.map(undotted),
        records: await this.#records(zoneId),
      };
    } catch (error) {
      if (error instanceof NoSuchHostedZone) return undefined;
      throw error;
    }
  }

  async recordLimit(zoneId: string): Promise<number> {
    const command = new GetHostedZoneLimitCommand({ HostedZoneId: zoneId, Type: 'MAX_RRSETS_BY_ZONE' });
    const { Limit } = await this.#send('GetHostedZoneLimit', zoneId, (client) => client.send(command));
    return given(Limit?.Value, `the limit of record sets of ${zoneId}`, 'Value');
  }

  async protections(zoneId: string): Promise<readonly RecordProtection[]> {
    const protections: RecordProtection[] = [];
    let NextToken: string | undefined;
    do {
      const command = new ListResourceRecordSetProtectionsCommand({ HostedZoneId: zoneId, NextToken });
      const page = await this.#send('ListResourceRecordSetProtections', zoneId, (client) =>
        client.send(command),
      );
      for (const { RecordName = '', RecordType = '', Comment = '' } of page.ResourceRecordSetProtections ??
        []) {
        protections.push({ name: RecordName, type: RecordType, comment: Comment });
      }
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    return protections;
  }

  #records(zoneId: string): Promise<ResourceRecordSet[]> {
    return listAll(zoneId, (command) =>
      this.#send('ListResourceRecordSets', zoneId, (client) => client.send(command)),
    );
  }

  #send<T>(what: string, zoneId: string, call: (client: Route53Client) => Promise<T>): Promise<T> {
    const { client, turns } = this.#accessTo(zoneId);
    return namingTransients(`Route 53 ${what} in ${zoneId}`, () => turns.take(() => call(client)));
  }
}
