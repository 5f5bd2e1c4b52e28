import type {
  ListHostedZonesCommandInput,
  ListHostedZonesCommandOutput,
  ResourceRecordSet,
} from '@aws-sdk/client-route-53';
import {
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  GetHostedZoneCommand,
  InvalidChangeBatch,
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
} from '@aws-sdk/client-route-53';
import type { SdkWorld } from './sdk-world.ts';
import { startSdkWorld, ZONE_ID } from './sdk-world.ts';

const LEGACY: ResourceRecordSet = {
  Name: 'www.example.com.',
  Type: 'A',
  TTL: 300,
  ResourceRecords: [{ Value: '192.0.2.1' }],
};

describe('the REST API through the SDK client', () => {
  let world: SdkWorld;

  beforeEach(async () => {
    world = await startSdkWorld({ records: [LEGACY] });
  });
  afterEach(() => world.close());

  it('R41 lists what the zone contains, field for field', async () => {
    const listed = await world.client.send(new ListResourceRecordSetsCommand({ HostedZoneId: ZONE_ID }));
    expect(listed.IsTruncated).toBe(false);
    expect(listed.MaxItems).toBe(300);
    expect(listed.ResourceRecordSets?.map(({ Name, Type }) => `${Name} ${Type}`)).toEqual([
      'example.com. NS',
      'example.com. SOA',
      'www.example.com. A',
    ]);
    expect(listed.ResourceRecordSets?.[2]).toEqual(LEGACY);
  });

  it('R8 R45 accepts what it listed as an exact DELETE, and reports PENDING until the change is in sync', async () => {
    const listed = await world.client.send(new ListResourceRecordSetsCommand({ HostedZoneId: ZONE_ID }));
    const changed = await world.client.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: `/hostedzone/${ZONE_ID}`,
        ChangeBatch: {
          Comment: 'a <b> & "c"',
          Changes: [{ Action: 'DELETE', ResourceRecordSet: listed.ResourceRecordSets?.[2] }],
        },
      }),
    );
    expect(changed.ChangeInfo).toMatchObject({ Status: 'PENDING', Comment: 'a <b> & "c"' });
    expect(world.engine.records(ZONE_ID)).toHaveLength(2);
    world.advance(50_000);
    const change = await world.client.send(new GetChangeCommand({ Id: changed.ChangeInfo?.Id }));
    expect(change.ChangeInfo?.Status).toBe('INSYNC');
  });

  it('R6 R40 gives InvalidChangeBatch with all messages in one bracketed list', async () => {
    const refused = world.client.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: ZONE_ID,
        ChangeBatch: {
          Changes: [
            { Action: 'CREATE', ResourceRecordSet: LEGACY },
            { Action: 'DELETE', ResourceRecordSet: { ...LEGACY, Name: 'gone.example.com.' } },
          ],
        },
      }),
    );
    await expect(refused).rejects.toThrow(InvalidChangeBatch);
    await expect(refused).rejects.toMatchObject({
      name: 'InvalidChangeBatch',
      message:
        "[Tried to create resource record set [name='www.example.com.', type='A'] but it already exists, " +
        "Tried to delete resource record set [name='gone.example.com.', type='A'] but it was not found]",
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('R37 gives the other errors by their names and statuses', async () => {
    const zone = world.client.send(new GetHostedZoneCommand({ Id: 'ZNOTHERE' }));
    await expect(zone).rejects.toMatchObject({
      name: 'NoSuchHostedZone',
      $metadata: { httpStatusCode: 404 },
    });
    const change = world.client.send(new GetChangeCommand({ Id: 'CNOTHERE' }));
    await expect(change).rejects.toMatchObject({ name: 'NoSuchChange', $metadata: { httpStatusCode: 404 } });
    const noTtl = world.client.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: ZONE_ID,
        ChangeBatch: { Changes: [{ Action: 'CREATE', ResourceRecordSet: { ...LEGACY, TTL: undefined } }] },
      }),
    );
    await expect(noTtl).rejects.toMatchObject({ name: 'InvalidInput', $metadata: { httpStatusCode: 400 } });
  });

  it('R38 throttles the request after a burst of fifty', async () => {
    world.engine.limiter.enabled = true;
    const ask = () => world.client.send(new GetHostedZoneCommand({ Id: ZONE_ID }));
    for (let i = 0; i < 50; i++) await ask();
    await expect(ask()).rejects.toMatchObject({
      name: 'Throttling',
      message: 'Rate exceeded',
      $metadata: { httpStatusCode: 400 },
    });
    world.advance(100);
    await expect(ask()).resolves.toMatchObject({ HostedZone: { Name: 'example.com.' } });
  });

  it('R44 describes zones', async () => {
    const zone = await world.client.send(new GetHostedZoneCommand({ Id: ZONE_ID }));
    expect(zone.HostedZone).toMatchObject({
      Id: `/hostedzone/${ZONE_ID}`,
      Name: 'example.com.',
      ResourceRecordSetCount: 3,
      Config: { PrivateZone: false },
    });
    expect(zone.DelegationSet?.NameServers).toHaveLength(4);
    expect(zone.VPCs).toBeUndefined();
  });

  it('R44 describes a private zone with its VPCs', async () => {
    const vpcs = [
      { VPCRegion: 'us-west-1', VPCId: 'vpc-1' },
      { VPCRegion: 'eu-west-1', VPCId: 'vpc-2' },
    ] as const;
    world.engine.addZone({ id: 'ZP', name: 'example.com', private: true, vpcs });
    const zone = await world.client.send(new GetHostedZoneCommand({ Id: 'ZP' }));
    expect(zone).toMatchObject({ HostedZone: { Config: { PrivateZone: true } }, VPCs: vpcs });
    expect(zone.DelegationSet).toBeUndefined();
  });

  it('R77 lists zones, or the private ones alone, page by page', async () => {
    const list = (input: ListHostedZonesCommandInput) => world.client.send(new ListHostedZonesCommand(input));
    const ids = ({ HostedZones = [] }: ListHostedZonesCommandOutput) => HostedZones.map(({ Id }) => Id);
    for (const id of ['ZA', 'ZC', 'ZB']) world.engine.addZone({ id, name: 'b.example', private: true });
    expect(ids(await list({}))).toEqual([ZONE_ID, 'ZA', 'ZC', 'ZB'].map((id) => `/hostedzone/${id}`));
    const first = await list({ HostedZoneType: 'PrivateHostedZone', MaxItems: 2 });
    expect(ids(first)).toEqual(['/hostedzone/ZA', '/hostedzone/ZC']);
    expect(first).toMatchObject({ IsTruncated: true, NextMarker: 'ZB', MaxItems: 2 });
    const second = await list({ HostedZoneType: 'PrivateHostedZone', Marker: first.NextMarker });
    expect(ids(second)).toEqual(['/hostedzone/ZB']);
    expect(second).toMatchObject({ IsTruncated: false, MaxItems: 100 });
    expect(second.NextMarker).toBeUndefined();
    await expect(list({ Marker: 'ZNONE' })).rejects.toMatchObject({ name: 'InvalidInput' });
    await expect(list({ HostedZoneType: 'Public' as 'PrivateHostedZone' })).rejects.toMatchObject({
      name: 'InvalidInput',
    });
  });
});
