import { type DnsScript, type ScriptedPrivateZone, troubles, verifyZone } from './dns-to-verify.ts';

const OWN = '111122223333';
const OTHER = '444455556666';
const zone = (
  id: string,
  name: string,
  vpcs: ScriptedPrivateZone['vpcs'] = ['vpc-1'],
): ScriptedPrivateZone => ({ id, name, vpcs });

const found = async (privateZones: DnsScript['privateZones'] = {}) =>
  (await verifyZone({ privateZones })).filter(({ code }) => code.startsWith('private-zone'));

describe('A private zone', () => {
  it('that answers for moved names is warned of, with its VPCs and what to do', async () => {
    expect(await found({ [OWN]: [zone('ZP', 'shop.test.', ['vpc-1', 'vpc-2'])] })).toEqual([
      {
        check: 'VerifyDns',
        subject: 'ZP',
        level: 'warn',
        code: 'private-zone-shadows',
        seen: 'The private hosted zone shop.test of the account 111122223333 answers for shop.test, www.shop.test, *.apps.shop.test, img.shop.test in vpc-1 (us-west-1), vpc-2 (us-west-1).',
        why: expect.stringContaining('Clients in these VPCs are not moved.'),
        toDo: expect.stringContaining('by hand in this zone'),
      },
    ]);
  });

  it.each<[string, NonNullable<DnsScript['privateZones']>, string[]]>([
    ['of another account', { [OWN]: [], [OTHER]: [zone('ZP', 'test.')] }, ['warn ZP private-zone-shadows']],
    [
      'for one name, beside one for all, each where it answers',
      { [OWN]: [zone('ZALL', 'shop.test.'), zone('ZONE', 'www.shop.test.', ['vpc-2'])] },
      ['warn ZALL private-zone-shadows', 'warn ZONE private-zone-shadows'],
    ],
    [
      'unless others have longer names in all its VPCs, of whichever account,',
      {
        [OWN]: [zone('ZP', 'test.'), zone('ZQ', 'apps.shop.test.')],
        [OTHER]: [zone('ZR', 'shop.test.')],
      },
      ['warn ZQ private-zone-shadows', 'warn ZR private-zone-shadows'],
    ],
    [
      'that a moved wildcard answers for',
      { [OWN]: [zone('ZP', 'a.apps.shop.test.')] },
      ['warn ZP private-zone-shadows'],
    ],
    ['beside the names', { [OWN]: [zone('ZP', 'db.shop.test.'), zone('ZQ', 'example.com.')] }, []],
  ])('%s is found', async (_which, privateZones, expected) => {
    expect(await troubles({ privateZones })).toEqual(expected);
  });

  it('whose VPCs can’t be read is named all the same, with why', async () => {
    const [finding] = await found({ [OWN]: [zone('ZP', 'www.shop.test.', new Error('AccessDenied'))] });
    expect(finding?.seen).toBe(
      'The private hosted zone www.shop.test of the account 111122223333 answers for www.shop.test in its VPCs, which could not be read (Error: AccessDenied).',
    );
  });

  it('of an account that can’t be asked is not known, which hides none of another one', async () => {
    const privateZones = { [OWN]: [zone('ZP', 'shop.test.')], [OTHER]: new Error('AccessDenied') };
    expect(await troubles({ privateZones })).toEqual([
      `fail account ${OTHER} private-zones-unreadable`,
      'warn ZP private-zone-shadows',
    ]);
    const [unknown] = await found(privateZones);
    expect(unknown?.seen).toContain('account 444455556666 could not be listed: Error: AccessDenied');
    expect(unknown?.toDo).toContain('`route53:ListHostedZones`');
  });

  it('is found where the public zone can’t be read', async () => {
    const privateZones = { [OWN]: [zone('ZP', 'shop.test.')] };
    expect(await troubles({ privateZones, survey: new Error('AccessDenied') })).toEqual([
      'fail shop.test zone-unreadable',
      'warn ZP private-zone-shadows',
    ]);
  });
});
