import type { ListResourceRecordSetsCommandOutput, ResourceRecordSet } from '@aws-sdk/client-route-53';
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
} from '@aws-sdk/client-route-53';
import * as fc from 'fast-check';
import { createRoute53Handler, Route53Engine } from '../../../rehearsal/route53/index.ts';
import { cases } from '../../support/cases.ts';
import { record } from './cases/rule-case.ts';
import type { SdkWorld } from './sdk-world.ts';
import { startSdkWorld, ZONE_ID } from './sdk-world.ts';

describe('the wire format, through the SDK client', () => {
  let world: SdkWorld;

  afterEach(() => world.close());

  it('R42 gives a zone of 700 record sets in pages of 300, each continued by what the last one named', async () => {
    const records = Array.from({ length: 700 }, (_, i) => record(`n${i}.example.com.`, 'A', ['192.0.2.1']));
    world = await startSdkWorld({ records });
    const sizes: number[] = [];
    const all: ResourceRecordSet[] = [];
    let next: Partial<ListResourceRecordSetsCommandOutput> | undefined = {};
    while (next !== undefined) {
      const page: ListResourceRecordSetsCommandOutput = await world.client.send(
        new ListResourceRecordSetsCommand({
          HostedZoneId: ZONE_ID,
          StartRecordName: next.NextRecordName,
          StartRecordType: next.NextRecordType,
        }),
      );
      sizes.push(page.ResourceRecordSets?.length ?? 0);
      all.push(...(page.ResourceRecordSets ?? []));
      next = page.IsTruncated ? page : undefined;
    }
    expect(sizes).toEqual([300, 300, 102]);
    expect(all).toEqual(world.engine.records(ZONE_ID));
  });

  it('R42 continues inside a group by its identifier', async () => {
    const member = (id: string) =>
      record('www.example.com.', 'A', ['192.0.2.1'], { SetIdentifier: id, Weight: 1 });
    world = await startSdkWorld({ records: [member('c'), member('a'), member('b')] });
    const page = await world.client.send(
      new ListResourceRecordSetsCommand({
        HostedZoneId: ZONE_ID,
        StartRecordName: 'www.example.com',
        MaxItems: 2,
      }),
    );
    expect(page).toMatchObject({
      IsTruncated: true,
      MaxItems: 2,
      NextRecordName: 'www.example.com.',
      NextRecordType: 'A',
      NextRecordIdentifier: 'c',
      ResourceRecordSets: [{ SetIdentifier: 'a' }, { SetIdentifier: 'b' }],
    });
    const rest = await world.client.send(
      new ListResourceRecordSetsCommand({
        HostedZoneId: ZONE_ID,
        StartRecordName: page.NextRecordName,
        StartRecordType: page.NextRecordType,
        StartRecordIdentifier: page.NextRecordIdentifier,
      }),
    );
    expect(rest.IsTruncated).toBe(false);
    expect(rest.ResourceRecordSets).toEqual([member('c')]);
  });

  it('R42 R43 refuses starts and sizes that mean nothing', async () => {
    world = await startSdkWorld();
    const list = (input: object) =>
      world.client.send(new ListResourceRecordSetsCommand({ HostedZoneId: ZONE_ID, ...input }));
    await expect(list({ MaxItems: 0 })).rejects.toMatchObject({ name: 'InvalidInput' });
    await expect(list({ StartRecordType: 'A' })).rejects.toMatchObject({ name: 'InvalidInput' });
    await expect(
      list({ StartRecordName: 'a.example.com', StartRecordIdentifier: 'x' }),
    ).rejects.toMatchObject({
      name: 'InvalidInput',
    });
    await expect(list({ StartRecordName: 'a..b' })).rejects.toMatchObject({ name: 'InvalidInput' });
    expect((await list({ MaxItems: 1000 })).MaxItems).toBe(300);
  });

  it('says of an operation that it does not have which one it was', async () => {
    world = await startSdkWorld();
    const sent = world.client.send(
      new CreateHostedZoneCommand({ Name: 'example.net', CallerReference: 'x' }),
    );
    await expect(sent).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: 'The engine has no operation for POST /2013-04-01/hostedzone',
    });
  });

  it('R24 R25 carries any text of a value, blanks and markup included, there and back', async () => {
    world = await startSdkWorld();
    const letter = fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code));
    const text = fc.array(letter, { minLength: 1, maxLength: 60 }).map((letters) => letters.join(''));
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        const quoted = `"${value.replace(/["\\]/g, '\\$&')}"`;
        const records = [
          record('text.example.com.', 'CAA', [value]),
          record('text.example.com.', 'TXT', [quoted]),
        ];
        await world.client.send(
          new ChangeResourceRecordSetsCommand({
            HostedZoneId: ZONE_ID,
            ChangeBatch: {
              Changes: records.map((ResourceRecordSet) => ({ Action: 'UPSERT', ResourceRecordSet })),
            },
          }),
        );
        const listed = await world.client.send(
          new ListResourceRecordSetsCommand({ HostedZoneId: ZONE_ID, StartRecordName: 'text.example.com.' }),
        );
        expect(listed.ResourceRecordSets).toEqual(records);
      }),
      { numRuns: cases(100) },
    );
  });
});

describe('R36 a body that is not the XML of the request', () => {
  const engine = new Route53Engine({ now: () => 0, throttle: false });
  engine.addZone({ id: ZONE_ID, name: 'example.com' });
  const handler = createRoute53Handler(engine);
  const post = (body: string) =>
    handler({ method: 'POST', path: `/2013-04-01/hostedzone/${ZONE_ID}/rrset`, query: {}, body });
  const wrap = (changes: string) =>
    `<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch>${changes}</ChangeBatch></ChangeResourceRecordSetsRequest>`;
  const change = (record: string) =>
    wrap(
      `<Changes><Change><Action>CREATE</Action><ResourceRecordSet><Name>a.example.com</Name><Type>A</Type>${record}</ResourceRecordSet></Change></Changes>`,
    );
  const values =
    '<ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord></ResourceRecords>';

  it.each([
    ['nothing', '', 'Invalid XML ; line 1'],
    ['text', 'hello', 'Invalid XML ; '],
    ['an open element', '<ChangeResourceRecordSetsRequest>', 'Invalid XML ; line 1'],
    ['another root', '<ChangeBatch/>', "Cannot find the declaration of element 'ChangeBatch'"],
    ['no batch', '<ChangeResourceRecordSetsRequest></ChangeResourceRecordSetsRequest>', 'Invalid XML ; '],
    [
      'an unknown element',
      change(`<TTL>60</TTL><Colour>red</Colour>${values}`),
      "starting with element 'Colour'",
    ],
    ['an element twice', change(`<TTL>60</TTL><TTL>61</TTL>${values}`), "starting with element 'TTL'"],
    ['a TTL in words', change(`<TTL>sixty</TTL>${values}`), "'sixty' is not a valid value for 'integer'"],
    [
      'an alias without its zone',
      change(
        '<AliasTarget><DNSName>x</DNSName><EvaluateTargetHealth>true</EvaluateTargetHealth></AliasTarget>',
      ),
      "The content of element 'AliasTarget' is not complete",
    ],
    [
      'a boolean in words',
      change('<AliasTarget><EvaluateTargetHealth>maybe</EvaluateTargetHealth></AliasTarget>'),
      "'maybe' is not a valid value for 'boolean'",
    ],
  ])('refuses %s', (_title, body, message) => {
    const response = post(body);
    expect(response.status).toBe(400);
    expect(response.body).toContain('<Code>InvalidInput</Code>');
    expect(response.body.replaceAll('&apos;', "'")).toContain(message);
    expect(engine.history(ZONE_ID)).toHaveLength(1);
  });

  it('reads the same request with blanks between its elements', () => {
    const spaced = change(`<TTL>60</TTL>${values}`).replaceAll('><', '>\n  <');
    expect(post(spaced)).toMatchObject({ status: 200 });
  });
});
