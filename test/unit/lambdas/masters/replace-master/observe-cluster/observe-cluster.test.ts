import { ERRORS } from '../../../../../../lambdas/masters/contract/errors.ts';
import { observeCluster } from '../../../../../../lambdas/masters/replace-master/observe-cluster/observe-cluster.ts';
import type { ApiAnswer } from '../../../../../../lambdas/shared/domain/api-answer.ts';
import { NamedError } from '../../../../../../lambdas/shared/domain/named-error.ts';
import { Masters } from '../../../../../support/masters/masters-cluster.ts';

const GOOD: ApiAnswer = { kind: 'answer', status: 200, body: '[+]etcd ok\nreadyz check passed\n' };

async function observe(readyz: (address: string) => Promise<ApiAnswer>, masters = new Masters()) {
  return await observeCluster({ view: await masters.view() }, { apiServers: { readyz } });
}

describe('ObserveCluster', () => {
  it('asks each master on its own address, all at once', async () => {
    const asked: string[] = [];
    let answer: (value: ApiAnswer) => void = () => {};
    const later = new Promise<ApiAnswer>((resolve) => {
      answer = resolve;
    });
    const observed = observe((address) => {
      asked.push(address);
      if (asked.length === 3) answer(GOOD);
      return later;
    });
    expect((await observed).map(({ instance, etcd }) => [instance, etcd.etcd])).toEqual(
      expect.arrayContaining([
        ['i-a', true],
        ['i-b', true],
        ['i-c', true],
      ]),
    );
    expect(new Set(asked).size).toBe(3);
  });

  it('asks no master that does not run or has no address', async () => {
    const masters = new Masters();
    masters.instances.setState('i-a', 'shutting-down');
    masters.instances.known.set('i-b', { ...masters.instances.known.get('i-b'), address: '' } as never);
    const health = await observe(async () => GOOD, masters);
    expect(Object.fromEntries(health.map(({ instance, reason }) => [instance, reason]))).toEqual({
      'i-a': 'it does not run: EC2 says "shutting-down"',
      'i-b': 'it has no private address',
      'i-c': 'all checks of etcd are ok',
    });
  });

  it.each([
    [ERRORS.transient, 'silent'],
    [ERRORS.credentialsUnreadable, 'refused'],
  ])('says that nobody was asked when the token fails with %s', async (name, failure) => {
    const health = await observe(() => Promise.reject(new NamedError(name, 'no token')));
    expect(health).toHaveLength(3);
    for (const one of health)
      expect(one).toMatchObject({ answered: false, failure, reason: 'it was not asked: no token' });
  });

  it('hides no error that it does not know', async () => {
    await expect(observe(() => Promise.reject(new TypeError('a mistake')))).rejects.toThrow('a mistake');
  });
});
