import * as fc from 'fast-check';
import { anyNotation, ipv6Groups } from '../../../support/arbitrary-ipv6.ts';
import { engineWith, rr, ZONE } from './records.ts';

/** The AAAA record sets that an UPSERT leaves. */
function upserted(stored: readonly string[], values: readonly string[], TTL = 60) {
  const { engine } = engineWith([rr('www', 'AAAA', stored)]);
  const ResourceRecordSet = rr('www', 'AAAA', values, { TTL });
  engine.changeResourceRecordSets(ZONE, { Changes: [{ Action: 'UPSERT', ResourceRecordSet }] });
  return engine.records(ZONE).filter(({ Type }) => Type === 'AAAA');
}

describe('An address in another notation', () => {
  it('is kept as it was written first, whatever an UPSERT writes (R10)', () => {
    const twice = ipv6Groups.chain((groups) => fc.tuple(anyNotation(groups), anyNotation(groups)));
    fc.assert(
      fc.property(twice, ([first, later]) => {
        expect(upserted([first], [later], 300)).toMatchObject([
          { TTL: 300, ResourceRecords: [{ Value: first }] },
        ]);
      }),
    );
  });

  it('stays beside a new one (R10)', () => {
    const [record] = upserted(['2001:0db8::a', '2001:db8::b'], ['2001:db8::c', '2001:db8::a']);
    expect(record?.ResourceRecords).toEqual([{ Value: '2001:db8::c' }, { Value: '2001:0db8::a' }]);
  });

  it('is the same value twice (R26)', () => {
    const { engine } = engineWith([]);
    const ResourceRecordSet = rr('www', 'AAAA', ['2001:db8::1', '2001:DB8::1']);
    const change = () =>
      engine.changeResourceRecordSets(ZONE, { Changes: [{ Action: 'CREATE', ResourceRecordSet }] });
    expect(change).toThrow("Duplicate Resource Record: '2001:DB8::1'");
  });
});
