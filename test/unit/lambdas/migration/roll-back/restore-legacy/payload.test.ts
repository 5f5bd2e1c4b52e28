import fc from 'fast-check';
import { parseRestorePayload } from '../../../../../../lambdas/migration/roll-back/restore-legacy/payload.ts';
import { ALARM_EVENT } from '../../../../../synth/migration/support/events.ts';

const RUN = {
  name: 'rb-1',
  arn: 'arn:aws:states:us-west-1:111122223333:execution:shop-RollBack:rb-1',
  startedAt: '2026-11-04T10:20:33.400Z',
};

describe('what RestoreLegacy is handed', () => {
  it('is the machine’s input as it came', () => {
    expect(parseRestorePayload({ run: RUN, event: ALARM_EVENT, round: 3 })).toEqual({
      run: RUN,
      event: ALARM_EVENT,
      round: 3,
    });
  });

  it('is with what the round before came to, where there was one', () => {
    const restore = { outcome: 'owed' };
    expect(parseRestorePayload({ run: RUN, event: {}, round: 1, restore }).restore).toEqual(restore);
    expect(parseRestorePayload({ run: RUN, event: {}, round: 0 }).restore).toBeUndefined();
  });

  it('may be any input at all', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (event) => {
        expect(parseRestorePayload({ run: RUN, event, round: 0 }).event).toEqual(event);
      }),
    );
  });

  it.each([undefined, null, 'x', {}, { run: null }, { run: { ...RUN, arn: 7 } }])(
    'is refused without the execution that asks: %j',
    (payload) => {
      expect(() => parseRestorePayload(payload)).toThrow(
        expect.objectContaining({ name: 'InvalidInput', message: expect.stringContaining('run: expected') }),
      );
    },
  );
});
