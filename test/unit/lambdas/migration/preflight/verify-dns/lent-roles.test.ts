import type { OwnPolicies } from '../../../../../../lambdas/migration/domain/access/may.ts';
import type { AccessRequest } from '../../../../../../lambdas/migration/domain/access/policy.ts';
import { type DnsScript, troubles, verifyZone } from './dns-to-verify.ts';

const ROLE = 'arn:aws:iam::444455556666:role/dns/shop-cutover-dns';
const lending = (lent: NonNullable<DnsScript['lent']>): DnsScript => ({
  zoneSettings: { role: { arn: ROLE } },
  lent,
});
const changing = ({ action }: AccessRequest) => action === 'route53:ChangeResourceRecordSets';

describe('The role of a zone in another account', () => {
  it('is asked for what only a migration does: the change as it will be, and its progress', async () => {
    const asked: AccessRequest[] = [];
    const script = lending((request) => {
      asked.push(request);
      return {};
    });
    expect(await troubles(script)).toEqual([]);
    const role = { arn: ROLE, account: '444455556666' };
    expect(asked).toEqual([
      {
        role,
        action: 'route53:ChangeResourceRecordSets',
        resource: 'arn:aws:route53:::hostedzone/Z1SHOP',
        context: {
          'route53:changeresourcerecordsetsnormalizedrecordnames': [
            'shop.test',
            'www.shop.test',
            '\\052.apps.shop.test',
            'img.shop.test',
            '_cutover-shop.shop.test',
          ],
          'route53:changeresourcerecordsetsrecordtypes': ['A', 'AAAA', 'CNAME', 'TXT'],
          'route53:changeresourcerecordsetsactions': ['CREATE', 'DELETE'],
          'aws:requestedregion': ['us-east-1'],
        },
      },
      {
        role,
        action: 'route53:GetChange',
        resource: expect.stringContaining(':::change/'),
        context: expect.any(Object),
      },
      {
        role,
        action: 'route53:ChangeResourceRecordSets',
        resource: 'arn:aws:route53:::hostedzone/Z1SHOP',
        context: expect.objectContaining({
          'route53:changeresourcerecordsetsnormalizedrecordnames': [
            '_drilled-shop.shop.test',
            '_drill-shop.shop.test',
          ],
        }),
      },
    ]);
  });

  it('that may not make what a drill makes is warned of, and no more: the migration works', async () => {
    const isOfDrill = (request: AccessRequest) => JSON.stringify(request).includes('_drill-');
    const script = lending((request) => (isOfDrill(request) ? { decision: 'implicitDeny' } : {}));
    const [finding, ...others] = (await verifyZone(script)).filter(({ level }) => level !== 'pass');
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      level: 'warn',
      code: 'zone-role-without-drill',
      seen: `The role ${ROLE} may not change _drilled-shop.shop.test and _drill-shop.shop.test.`,
    });
  });

  it('that may not change the zone is found, with who it is and what to do', async () => {
    const script = lending((request) => (changing(request) ? { decision: 'implicitDeny' } : {}));
    expect(await verifyZone(script)).toContainEqual({
      check: 'VerifyDns',
      subject: 'shop.test',
      level: 'fail',
      code: 'zone-role-denied',
      seen: expect.stringMatching(
        /^The role \S+ may not do route53:ChangeResourceRecordSets on arn:aws:route53:::hostedzone\/Z1SHOP with the names shop\.test, .*, the types A.*TXT and the actions CREATE, DELETE: no policy of the role allows it\.$/,
      ),
      why: expect.stringContaining('before a name is moved'),
      toDo: expect.stringContaining('Zones in another account'),
    });
  });

  it.each<[string, Partial<OwnPolicies>, string]>([
    ['a denial', { decision: 'explicitDeny' }, 'fail shop.test zone-role-denied'],
    ['a boundary', { withinLimits: false }, 'fail shop.test zone-role-denied'],
    [
      'a condition that only a request meets',
      { decision: 'implicitDeny', missing: ['aws:SourceIp'] },
      'unknown shop.test zone-role-unknown',
    ],
  ])('is judged by %s', async (_what, own, expected) => {
    expect(await troubles(lending((request) => (changing(request) ? own : {})))).toEqual([expected]);
  });

  it('may also lack the right to follow a change, whatever keys changes need', async () => {
    const missing = ['route53:ChangeResourceRecordSetsActions'];
    const script = lending((request) => (changing(request) ? {} : { decision: 'implicitDeny', missing }));
    const [finding] = (await verifyZone(script)).filter(({ code }) => code === 'zone-role-denied');
    expect(finding?.seen).toMatch(/may not do route53:GetChange on \S+: /);
  });

  it('that can’t be asked blocks', async () => {
    const [finding] = (await verifyZone(lending(new Error('AccessDenied: not yours')))).filter(
      ({ level }) => level !== 'pass',
    );
    expect(finding).toMatchObject({ level: 'fail', code: 'zone-role-unread' });
    expect(finding?.seen).toContain('AccessDenied: not yours');
    expect(finding?.toDo).toContain('iam:SimulatePrincipalPolicy');
  });

  it.each<[string, DnsScript]>([
    ['is needed for no zone of the own account', {}],
    [
      'is said to be in the way once, where the zone can’t be read',
      { ...lending(new Error('no')), survey: new Error('no') },
    ],
  ])('%s', async (_what, script) => {
    expect((await verifyZone(script)).filter(({ code }) => code.startsWith('zone-role'))).toEqual([]);
  });

  it('names the account that has no such zone', async () => {
    const findings = await verifyZone({ ...lending(() => ({})), survey: 'none' });
    const finding = findings.find(({ code }) => code === 'zone-missing');
    expect(finding?.seen).toBe('There is no hosted zone Z1SHOP in the account 444455556666.');
  });
});
