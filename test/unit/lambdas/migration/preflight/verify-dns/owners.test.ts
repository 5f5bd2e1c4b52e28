import {
  alias,
  type DnsScript,
  fence,
  MOVABLE,
  troubles,
  verifyZone,
  without,
  ZONE,
} from './dns-to-verify.ts';

const WWW = 'www.shop.test.';
const protection = (name: string, type: string, comment = 'ask Ann before') => ({ name, type, comment });
/** `www` has an A and an AAAA, each with this health check. */
const checked = (id: string, healthChecks: DnsScript['healthChecks'] = {}): DnsScript => ({
  records: [...without(WWW), ...['A', 'AAAA'].map((Type) => ({ ...alias(WWW, Type), HealthCheckId: id }))],
  healthChecks,
});
/** Without the finding about any record that names a health check. */
const found = async (script: DnsScript) =>
  (await troubles(script)).filter((trouble) => !trouble.endsWith('zero-weight-fallback'));
const only = async (script: DnsScript, code: string) =>
  (await verifyZone(script)).filter((finding) => finding.code === code);

describe('A record that names a health check', () => {
  it.each<[string, DnsScript, string[]]>([
    ['that is healthy', checked('h1', { h1: { known: true, value: true } }), []],
    [
      'that is unhealthy',
      checked('h1', { h1: { known: true, value: false } }),
      ['fail www.shop.test health-check-unhealthy'],
    ],
    ['that is gone', checked('h1'), ['fail www.shop.test health-check-gone']],
    [
      'that can’t be read',
      checked('h1', { h1: new Error('AccessDenied') }),
      ['fail www.shop.test health-check-unreadable'],
    ],
    [
      'of which nobody says how it is',
      checked('h1', { h1: { known: false, why: 'It is a calculated one.' } }),
      ['warn www.shop.test health-not-known'],
    ],
  ])('%s', async (_what, script, expected) => {
    expect(await found(script)).toEqual(expected);
  });

  it('is reported once for its A and AAAA, with the id', async () => {
    const [finding, ...others] = await only(checked('h1'), 'health-check-gone');
    expect([finding?.seen, others]).toEqual(['The health check of its A and AAAA, h1, is gone.', []]);
  });

  it('is judged too where a stopped run has made it a member of a group', async () => {
    const member = (SetIdentifier: string, Weight: number, more = {}) => ({
      ...alias(WWW, 'A'),
      SetIdentifier,
      Weight,
      ...more,
    });
    const script = {
      records: [
        ...without(WWW),
        member('legacy', 95, { HealthCheckId: 'h1' }),
        member('cluster', 5),
        fence({ phase: 'shift', weight: 5 }),
      ],
      continues: 'run-0',
    };
    expect(await troubles(script)).toContain('fail www.shop.test health-check-gone');
  });
});

describe('A record set protection', () => {
  it.each<[string, NonNullable<DnsScript['protections']>, string[]]>([
    ['of a name that is moved', [protection(WWW, 'A')], ['fail www.shop.test record-protected']],
    ['of a wildcard', [protection('\\052.apps.shop.test.', 'A')], ['fail *.apps.shop.test record-protected']],
    ['of the fence', [protection(ZONE.fenceName, 'TXT')], ['fail _cutover-shop.shop.test fence-protected']],
    ['of a type that the name doesn’t have', [protection(WWW, 'AAAA')], []],
    ['of a type that isn’t moved', [protection('shop.test.', 'MX')], []],
    ['of another name', [protection('mail.shop.test.', 'A')], []],
    ['that can’t be listed', new Error('AccessDenied'), ['fail shop.test protections-unreadable']],
  ])('%s', async (_what, protections, expected) => {
    expect(await troubles({ protections })).toEqual(expected);
  });

  it('is reported with its owner’s words, and how to delete it', async () => {
    const [finding] = await only({ protections: [protection(WWW, 'A')] }, 'record-protected');
    expect(finding?.seen).toBe('Its A has a record set protection: ask Ann before');
    expect(finding?.toDo).toContain(
      'delete-resource-record-set-protections --hosted-zone-id Z1SHOP --protections RecordName=www.shop.test,RecordType=A',
    );
    const [bare] = await only({ protections: [protection(WWW, 'A', '')] }, 'record-protected');
    expect(bare?.seen).toBe('Its A has a record set protection without a comment.');
  });

  it('does not report a name that has none of its own', async () => {
    expect(await troubles({ records: MOVABLE, protections: [] })).toEqual([]);
  });
});
