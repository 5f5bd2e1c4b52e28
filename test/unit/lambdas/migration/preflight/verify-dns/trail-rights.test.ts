import type { OwnPolicies } from '../../../../../../lambdas/migration/domain/access/may.ts';
import type { AccessRequest } from '../../../../../../lambdas/migration/domain/access/policy.ts';
import { lookAtTrailRights } from '../../../../../../lambdas/migration/preflight/verify-dns/look-at-trail-rights.ts';
import { type DnsScript, troubles, verifyZone, WATCH_ROLE, ZONE } from './dns-to-verify.ts';

const ROLE = 'arn:aws:iam::444455556666:role/dns/shop-cutover-dns';
const settings = { trailRegion: 'us-east-1' };
const isAboutTrail = ({ action }: AccessRequest) => action === 'cloudtrail:LookupEvents';

/** Watch may look for who wrote, in a zone of another account and in its own. */
function watching(
  own: Partial<OwnPolicies> | Error,
  { of }: { readonly of: 'lent' | 'watch' },
  more: Partial<DnsScript> = {},
): DnsScript {
  const said = own instanceof Error ? own : () => own;
  const lent = (request: AccessRequest): Partial<OwnPolicies> => {
    if (of !== 'lent' || !isAboutTrail(request)) return {};
    if (own instanceof Error) throw own;
    return own;
  };
  const watch = of === 'watch' ? said : () => ({});
  return { settings, zoneSettings: { role: { arn: ROLE } }, lent, watch, ...more };
}

describe('The right to read who wrote', () => {
  it('is asked of IAM as CloudTrail will be asked, of the zone’s role and of Watch’s own', async () => {
    const asked: AccessRequest[] = [];
    const note = (request: AccessRequest) => {
      asked.push(request);
      return {};
    };
    expect(await troubles({ ...watching({}, { of: 'watch' }), lent: note, watch: note })).toEqual([]);
    const request = {
      action: 'cloudtrail:LookupEvents',
      resource: '*',
      context: { 'aws:requestedregion': ['us-east-1'] },
    };
    expect(asked.filter(isAboutTrail)).toEqual([
      { ...request, role: { arn: ROLE, account: '444455556666' } },
      { ...request, role: { arn: WATCH_ROLE, account: '111122223333' } },
    ]);
  });

  it.each<[string, Partial<OwnPolicies> | Error, RegExp]>([
    ['no policy', { decision: 'implicitDeny' }, /may not do cloudtrail:LookupEvents in us-east-1: no policy/],
    ['the organization', { decision: 'explicitDeny' }, /may not do .*: a policy of the role, or of its org/],
    ['a boundary', { withinLimits: false }, /may not do .*: the role's permissions boundary/],
    [
      'a condition that only a request meets',
      { decision: 'implicitDeny', missing: ['aws:SourceIp'] },
      /^Only a request shows whether the role .*aws:SourceIp/,
    ],
    [
      'IAM, which can’t be asked',
      new Error('AccessDenied: not yours'),
      /^IAM could not .*: AccessDenied: not/,
    ],
  ])('is missing by %s: a warning, and no more', async (_what, own, seen) => {
    for (const [of, subject, code] of [
      ['lent', 'shop.test', 'zone-role-without-trail'],
      ['watch', 'Watch', 'watch-without-trail'],
    ] as const) {
      const found = (await verifyZone(watching(own, { of }))).filter(({ level }) => level !== 'pass');
      expect(found).toEqual([
        expect.objectContaining({ level: 'warn', subject, code, seen: expect.stringMatching(seen) }),
      ]);
    }
  });

  it.each<[string, DnsScript]>([
    ['without the option', watching({ decision: 'implicitDeny' }, { of: 'lent' }, { settings: {} })],
    [
      'of a role that can’t read its zone',
      watching(new Error('no'), { of: 'lent' }, { survey: new Error('no') }),
    ],
  ])('is not asked for %s', async (_what, script) => {
    expect((await troubles(script)).filter((line) => line.includes('trail'))).toEqual([]);
  });

  it('is asked for once of a role that several zones have', async () => {
    const asked: string[] = [];
    const policiesOf = (zoneId: string) => ({
      ask: async () => {
        asked.push(zoneId);
        return { decision: 'implicitDeny' as const, withinLimits: true, missing: [] };
      },
    });
    const zones = ['Z1', 'Z2'].map((id) => ({ ...ZONE, id, role: { arn: ROLE } }));
    expect(await lookAtTrailRights(zones, { policiesOf }, settings)).toHaveLength(1);
    expect(asked).toEqual(['Z1']);
  });
});
