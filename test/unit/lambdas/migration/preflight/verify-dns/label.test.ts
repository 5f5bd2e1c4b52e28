import { judgeLabel } from '../../../../../../lambdas/migration/domain/readiness/dns/judge-label.ts';
import type { ResourceRecordSet } from '../../../../../../lambdas/migration/domain/record-set.ts';
import { address, alias, cname, fence, troubles, txt, verifyZone, ZONE } from './dns-to-verify.ts';

const LABEL = '_cutover-shop.shop.test';
const WILDCARD = address('\\052.shop.test.');
const UNDER_WILDCARD = `warn ${LABEL} fence-under-wildcard`;
const TAKES_ANSWER = `fail ${LABEL} fence-takes-answer`;

const value = (Name: string, Type: string, Value: string): ResourceRecordSet => ({
  Name,
  Type,
  TTL: 300,
  ResourceRecords: [{ Value }],
});

describe("The fence's label", () => {
  it.each<[string, readonly ResourceRecordSet[], string[]]>([
    ['nobody answers for', [], []],
    ['is answered for by a wildcard', [WILDCARD], [UNDER_WILDCARD]],
    ['is answered for by a wildcard of texts', [txt('\\052.shop.test.', '"v=spf1 -all"')], [UNDER_WILDCARD]],
    ['a wildcard further down says nothing about', [address('\\052.dev.shop.test.')], []],
    ['has an address of its own', [WILDCARD, address(ZONE.fenceName)], []],
    ['has names below it', [WILDCARD, address(`x.${ZONE.fenceName}`)], []],
    [
      'carries the fence of an earlier run',
      [WILDCARD, fence({ phase: 'restored', weight: 0 })],
      [UNDER_WILDCARD],
    ],
    ['is a CNAME', [cname(ZONE.fenceName)], [`fail ${LABEL} fence-name-taken`]],
    [
      'is delegated',
      [WILDCARD, value(ZONE.fenceName, 'NS', 'ns1.elsewhere.test')],
      [`fail ${LABEL} fence-name-taken`],
    ],
    ['a CNAME leads to', [WILDCARD, value('a.shop.test.', 'CNAME', LABEL)], [TAKES_ANSWER]],
    ['a CNAME leads to, though nobody answers there', [value('a.shop.test.', 'CNAME', LABEL)], []],
    ['a CNAME leads below', [WILDCARD, value('a.shop.test.', 'CNAME', `X.${LABEL}.`)], [TAKES_ANSWER]],
    [
      'a CNAME leads to one that ends alike',
      [WILDCARD, value('a.shop.test.', 'CNAME', `x${LABEL}`)],
      [UNDER_WILDCARD],
    ],
    ['mail is sent to', [WILDCARD, value('shop2.shop.test.', 'MX', `10 ${LABEL}.`)], [TAKES_ANSWER]],
    [
      'a service is at',
      [WILDCARD, value('_sip._tcp.shop.test.', 'SRV', `1 1 5060 ${LABEL}`)],
      [TAKES_ANSWER],
    ],
    ['mail may come from', [WILDCARD, txt('m.shop.test.', `"v=spf1 include:${LABEL} -all"`)], [TAKES_ANSWER]],
    ['an alias leads to', [WILDCARD, alias('a.shop.test.', 'A', LABEL)], [TAKES_ANSWER]],
  ])('%s', async (_what, more, expected) => {
    expect(await troubles({ more })).toEqual(expected);
  });

  it('is needed: says by what', async () => {
    const more = [WILDCARD, value('a.shop.test.', 'CNAME', LABEL), value('b.shop.test.', 'MX', `1 ${LABEL}`)];
    const found = (await verifyZone({ more })).find(({ code }) => code === 'fence-takes-answer');
    expect(found?.seen).toContain('a.shop.test CNAME, b.shop.test MX');
  });

  it('is needed by a name of another zone of the migration', () => {
    const zone = { name: ZONE.name, isPrivate: false, nameServers: [], records: [WILDCARD] };
    const img = value('img.cdn.test.', 'CNAME', LABEL);
    const judged = judgeLabel({ settings: ZONE, zone, everywhere: [WILDCARD, img] });
    expect(judged.map(({ level, code }) => `${level} ${code}`)).toEqual(['fail fence-takes-answer']);
  });
});
