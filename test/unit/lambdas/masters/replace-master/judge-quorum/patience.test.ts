import { ERRORS } from '../../../../../../lambdas/masters/contract/errors.ts';
import { NamedError } from '../../../../../../lambdas/shared/domain/named-error.ts';
import { Masters } from '../../../../../support/masters/masters-cluster.ts';
import { pass } from './judging.ts';

describe('JudgeQuorum, while a master waits in its hook', () => {
  it('lets it wait without quorum, and notifies once', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.hold();
    masters.answers.delete('i-b');
    await expect(pass(masters)).resolves.toMatchObject({ outcome: 'wait', pauseSeconds: 15 });
    expect((await masters.kept()).marks).toEqual({ doubted: masters.at() });
    masters.now += 899_000;
    await pass(masters);
    expect(masters.topic.published).toEqual([]);
    masters.now += 1_000;
    await pass(masters);
    await pass(masters);
    expect(masters.topic.published.map(({ subject }) => subject)).toEqual([
      'shop-masters: QuorumAtRisk: i-a waits in its hook',
    ]);
    expect(masters.topic.published[0]?.body).toContain(
      'Runbook: https://runbook.shop.test/cutover#quorumatrisk',
    );
    expect(masters.topic.published[0]?.body).toContain('b: i-b: no answer');
  });

  it.each<[heading: string, makeIll: (masters: Masters) => unknown, help: RegExp]>([
    [
      'QuorumAtRisk',
      ({ answers }) => answers.delete('i-b'),
      /Find out why the other members are not healthy/,
    ],
    ['QuorumLost', ({ answers }) => answers.clear(), /Do not terminate, reboot or roll anything\./],
    [
      'CredentialsRefused',
      (masters) => {
        masters.tokenRefused = true;
      },
      /Renew the token/,
    ],
  ])('says in the mail what to do about %s', async (heading, makeIll, help) => {
    const masters = new Masters();
    await masters.begin();
    masters.hold();
    makeIll(masters);
    await pass(masters);
    masters.now += 900_000;
    await pass(masters);
    const [mail] = masters.topic.published;
    expect(mail?.subject).toBe(`shop-masters: ${heading}: i-a waits in its hook`);
    expect(mail?.body).toMatch(help);
  });

  it('continues to wait if the notification fails, says so, and sends it at a later look', async () => {
    const masters = new Masters();
    const unavailable = new NamedError(ERRORS.transient, 'SNS Publish: ServiceUnavailable');
    await masters.begin();
    masters.hold();
    masters.answers.delete('i-b');
    await pass(masters);
    masters.now += 900_000;
    for (let look = 0; look < 2; look++) {
      masters.topic.failure = unavailable;
      await expect(pass(masters)).resolves.toMatchObject({
        outcome: 'wait',
        reason: expect.stringContaining('SNS Publish: ServiceUnavailable'),
      });
    }
    expect(masters.topic.published).toEqual([]);
    const { reason } = await pass(masters);
    expect(reason).not.toContain('SNS');
    await pass(masters);
    expect(masters.topic.published).toHaveLength(1);
  });

  it('fails when people can’t be notified at all', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.hold();
    masters.answers.delete('i-b');
    await pass(masters);
    masters.now += 900_000;
    masters.topic.failure = new Error('AuthorizationError');
    await expect(pass(masters)).rejects.toThrow('AuthorizationError');
  });

  it('begins its patience anew after a good look', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.answers.delete('i-b');
    await pass(masters);
    masters.answers.set('i-b', { etcd: true, 'etcd-override-0': true });
    await pass(masters);
    expect((await masters.kept()).marks).toEqual({});
  });
});
