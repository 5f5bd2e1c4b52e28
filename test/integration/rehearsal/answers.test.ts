import { answersCome } from '../../../rehearsal/checks/migration/answers.ts';
import { query } from '../../../rehearsal/dns/dns-client.ts';
import {
  onCluster,
  recordOf,
  type SomeShop,
  someShop,
} from '../../unit/rehearsal/checks/migration/some-evidence.ts';

let shop: SomeShop;
beforeEach(async () => {
  shop = await someShop();
});
afterEach(() => shop.close());

const replace = (name: string, type: string, ...by: object[]) => [
  { Action: 'DELETE', ResourceRecordSet: recordOf(shop, name, type) },
  ...by.map((ResourceRecordSet) => ({ Action: 'CREATE', ResourceRecordSet })),
];

describe('asked over the wire', () => {
  it('legacy answers, and the cluster does not', async () => {
    expect(await answersCome('legacy').contradictions(shop.evidence())).toEqual([]);
    const contradictions = await answersCome('cluster').contradictions(shop.evidence());
    expect(contradictions).toContain('www.shop.test. A over udp: NOERROR, A 192.0.2.10, A 192.0.2.11');
    expect(contradictions).toContain('www.shop.test. A over tcp: NOERROR, A 192.0.2.10, A 192.0.2.11');
  });

  it('one family of one name on the other platform is found', async () => {
    shop.change(...replace('api.shop.test.', 'AAAA', onCluster(recordOf(shop, 'api.shop.test.', 'AAAA'))));
    const contradictions = await answersCome('legacy').contradictions(shop.evidence());
    expect(contradictions).toHaveLength(2);
    expect(contradictions[0]).toContain('api.shop.test. AAAA over');
  });

  it('a wrong answer that is given once in five is found', async () => {
    const www = recordOf(shop, 'www.shop.test.', 'A');
    const weighted = [
      { ...www, SetIdentifier: 'legacy', Weight: 80 },
      { ...onCluster(www), SetIdentifier: 'cluster', Weight: 20 },
    ];
    shop.change(...replace('www.shop.test.', 'A', ...weighted));
    expect(await answersCome('legacy').contradictions(shop.evidence())).not.toEqual([]);
  });

  it('a name without an answer is found', async () => {
    shop.change(...replace('www.shop.test.', 'A'));
    expect(await answersCome('legacy').contradictions(shop.evidence())).toContain(
      'www.shop.test. A over udp: NOERROR, no records',
    );
  });
});

it('a name server that is not there is no answer', async () => {
  const nobody = await someShop();
  await nobody.close();
  await expect(query(nobody.scene.dns, 'www.shop.test.', 'A', 'tcp')).rejects.toThrow('ECONNREFUSED');
});
