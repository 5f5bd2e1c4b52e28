import {
  GetHostedZoneCommand,
  type HostedZone,
  ListHostedZonesCommand,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import { namingTransients } from '../../shared/adapters/transient.ts';
import type { ListedPrivateZone, Vpc } from '../domain/private-zone.ts';
import type { PrivateZones } from '../ports/private-zones.ts';
import type { Route53Access } from './route53-access.ts';

const { given } = answersOf('Route 53');

export class Route53PrivateZones implements PrivateZones {
  readonly account: string;
  readonly #access: Route53Access;

  constructor(account: string, access: Route53Access) {
    this.account = account;
    this.#access = access;
  }

  /** All private zones of the account in few calls: by name, each moved name and all above it would be a call of its own. */
  async list(): Promise<readonly ListedPrivateZone[]> {
    const zones: ListedPrivateZone[] = [];
    let Marker: string | undefined;
    do {
      const command = new ListHostedZonesCommand({ HostedZoneType: 'PrivateHostedZone', Marker });
      const page = await this.#send('ListHostedZones', (client) => client.send(command));
      zones.push(...given(page.HostedZones, 'the hosted zones', 'HostedZones').flatMap(privateZone));
      Marker = page.IsTruncated ? given(page.NextMarker, 'the hosted zones', 'NextMarker') : undefined;
    } while (Marker !== undefined);
    return zones;
  }

  async vpcsOf(zoneId: string): Promise<readonly Vpc[]> {
    const command = new GetHostedZoneCommand({ Id: zoneId });
    const { VPCs } = await this.#send(`GetHostedZone of ${zoneId}`, (client) => client.send(command));
    const what = `the VPCs of ${zoneId}`;
    return given(VPCs, what, 'VPCs').map(({ VPCId, VPCRegion }) => ({
      id: given(VPCId, what, 'VPCId'),
      region: given(VPCRegion, what, 'VPCRegion'),
    }));
  }

  #send<T>(what: string, call: (client: Route53Client) => Promise<T>): Promise<T> {
    const { client, turns } = this.#access;
    return namingTransients(`Route 53 ${what} in account ${this.account}`, () =>
      turns.take(() => call(client)),
    );
  }
}

/** None where Route 53 says that it is public. */
function privateZone({ Id, Name, Config }: HostedZone): ListedPrivateZone[] {
  if (Config?.PrivateZone === false) return [];
  const id = given(Id, 'a hosted zone', 'Id').replace(/^\/hostedzone\//, '');
  return [{ id, name: given(Name, `the hosted zone ${id}`, 'Name') }];
}
