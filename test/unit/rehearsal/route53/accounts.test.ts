import { engineWith, rr, ZONE } from './records.ts';

const OWNER = { account: '111122223333', arn: 'arn:aws:sts::111122223333:assumed-role/own/session' };
const OTHER = { account: '444455556666', arn: 'arn:aws:sts::444455556666:assumed-role/other/session' };

describe('R76 accounts', () => {
  const { engine } = engineWith([], { account: OWNER.account });
  const batch = {
    Changes: [{ Action: 'CREATE' as const, ResourceRecordSet: rr('www', 'A', ['192.0.2.1']) }],
  };

  it('refuses a caller of another account the zone and its changes', () => {
    const refusal = expect.objectContaining({
      code: 'AccessDenied',
      message: `User: ${OTHER.arn} is not authorized to access this resource`,
    });
    expect(() => engine.changeResourceRecordSets(ZONE, batch, OTHER)).toThrow(refusal);
    expect(() => engine.listResourceRecordSets(ZONE, {}, OTHER)).toThrow(refusal);
    expect(() => engine.getHostedZone(ZONE, OTHER)).toThrow(refusal);
    const { Id } = engine.changeResourceRecordSets(ZONE, batch, OWNER);
    expect(() => engine.getChange(Id, OTHER)).toThrow(refusal);
    expect(engine.getChange(Id, OWNER)).toMatchObject({ Id });
  });

  it('R77 lists the zones of the caller’s account alone', () => {
    const { engine: shared } = engineWith([], { account: OWNER.account });
    shared.addZone({ id: 'ZOTHER', name: 'cdn.test', account: OTHER.account });
    const listed = (caller?: typeof OWNER) => shared.listHostedZones({}, caller).zones.map(({ id }) => id);
    expect(listed(OWNER)).toEqual([ZONE]);
    expect(listed(OTHER)).toEqual(['ZOTHER']);
    expect(listed()).toEqual([ZONE]);
  });

  it('takes requests from the limits of the caller’s account alone', () => {
    const limited = engineWith([], { account: OWNER.account, throttle: true }).engine;
    limited.addZone({ id: 'ZOTHER', name: 'cdn.test', account: OTHER.account });
    for (let i = 0; i < 50; i++) limited.getHostedZone('ZOTHER', OTHER);
    expect(() => limited.getHostedZone('ZOTHER', OTHER)).toThrow('Rate exceeded');
    expect(() => limited.getHostedZone(ZONE, OWNER)).not.toThrow();
  });
});
