import { Route53Survey } from '../../../../lambdas/migration/adapters/route53-survey.ts';
import { type AskedEngine, askedEngine } from '../../../support/migration/asked-engine.ts';
import { answered, refused } from '../../../support/migration/route53-server.ts';
import { Unpaced } from '../../../support/migration/unpaced.ts';

describe('The survey of a zone', () => {
  let route53: AskedEngine;
  let unpaced: Unpaced;
  beforeEach(async () => {
    route53 = await askedEngine();
    unpaced = new Unpaced();
  });
  afterEach(() => route53.close());

  const survey = () => new Route53Survey(() => ({ client: route53.client, turns: unpaced }));

  it('reports what the zone is and contains', async () => {
    route53.engine.addZone({
      id: 'Z1',
      name: 'shop.test',
      nameServers: ['NS-1.example.org.', 'ns-2.example.net'],
      records: [{ Name: '*.shop.test', Type: 'TXT', TTL: 60, ResourceRecords: [{ Value: '"here"' }] }],
    });
    const zone = await survey().survey('Z1');
    expect(zone).toMatchObject({
      name: 'shop.test.',
      isPrivate: false,
      nameServers: ['ns-1.example.org', 'ns-2.example.net'],
    });
    expect(zone?.records.map(({ Name, Type }) => `${Name} ${Type}`)).toEqual([
      'shop.test. NS',
      'shop.test. SOA',
      '\\052.shop.test. TXT',
    ]);
    expect(zone?.records[2]).toEqual({
      Name: '\\052.shop.test.',
      Type: 'TXT',
      TTL: 60,
      ResourceRecords: [{ Value: '"here"' }],
    });
  });

  it('reads on until the zone ends, also in the middle of a group', async () => {
    const records = Array.from({ length: 700 }, (_, n) => ({
      Name: `n${Math.floor(n / 10)}.shop.test`,
      Type: 'A' as const,
      TTL: 60,
      SetIdentifier: `set-${n}`,
      Weight: 1,
      ResourceRecords: [{ Value: '192.0.2.1' }],
    }));
    route53.engine.addZone({ id: 'Z1', name: 'shop.test', records });
    const zone = await survey().survey('Z1');
    expect(
      new Set(zone?.records.map(({ Name, Type, SetIdentifier }) => [Name, Type, SetIdentifier].join())),
    ).toHaveProperty('size', 702);
    expect(zone?.records).toHaveLength(702);
    expect(route53.requests.map(({ path }) => path.split('/').at(-1))).toEqual([
      'Z1',
      'rrset',
      'rrset',
      'rrset',
    ]);
    expect(unpaced.taken).toBe(4);
  });

  it('knows a private zone, and a zone that is not there', async () => {
    route53.engine.addZone({ id: 'ZP', name: 'shop.test', private: true });
    expect(await survey().survey('ZP')).toMatchObject({ isPrivate: true, nameServers: [] });
    expect(await survey().survey('ZNONE')).toBeUndefined();
  });

  it('takes no zone for a public one of which Route 53 doesn’t say it', async () => {
    route53.engine.addZone({ id: 'Z1', name: 'shop.test' });
    route53.answers.push(
      answered(
        '<GetHostedZoneResponse><HostedZone><Id>/hostedzone/Z1</Id><Name>shop.test.</Name></HostedZone></GetHostedZoneResponse>',
      ),
    );
    expect(await survey().survey('Z1')).toMatchObject({ isPrivate: true });
  });

  it('reports every other error', async () => {
    route53.answers.push(refused(403, 'AccessDenied', 'no'));
    await expect(survey().survey('Z1')).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('asks how many record sets the zone may contain, and concludes nothing from an answer without that', async () => {
    route53.engine.addZone({ id: 'Z1', name: 'shop.test' });
    expect(await survey().recordLimit('Z1')).toBe(10_000);
    route53.answers.push(
      answered('<GetHostedZoneLimitResponse><Count>2</Count></GetHostedZoneLimitResponse>'),
    );
    await expect(survey().recordLimit('Z1')).rejects.toMatchObject({
      name: 'UnreadableAnswer',
    });
  });

  it('lists all protections, page by page', async () => {
    route53.engine.addZone({ id: 'Z1', name: 'shop.test' });
    const names = Array.from({ length: 350 }, (_, i) => `n${String(i).padStart(3, '0')}.shop.test.`);
    const entries = names.map((RecordName) => ({ RecordName, RecordType: 'A' }));
    for (let i = 0; i < entries.length; i += 100) {
      route53.engine.createResourceRecordSetProtections('Z1', entries.slice(i, i + 100));
    }
    route53.engine.createResourceRecordSetProtections('Z1', [
      { RecordName: '*.shop.test', RecordType: 'AAAA', Comment: 'ask Ann' },
    ]);
    const protections = await survey().protections('Z1');
    expect(protections).toHaveLength(351);
    expect(protections[0]).toEqual({ name: '\\052.shop.test.', type: 'AAAA', comment: 'ask Ann' });
    expect(protections.slice(1).map(({ name }) => name)).toEqual(names);
    expect(protections[1]?.comment).toBe('');
    expect(unpaced.taken).toBe(route53.requests.length);
  });
});
