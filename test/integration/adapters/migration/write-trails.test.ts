import type { HandlerContext } from '../../../../lambdas/migration/runtime/make-handler.ts';
import { writeTrailsOf } from '../../../../lambdas/migration/runtime/write-trails.ts';
import { JsonServer } from '../../../support/json-server.ts';
import { someSettings } from '../../../support/migration/settings.ts';

const SETTINGS = someSettings({ trailRegion: 'us-east-1' });
const WINDOW = { from: '2026-11-02T08:00:00Z', to: '2026-11-02T08:20:00Z' };

/** Of one call of the function, which has so many milliseconds left. */
function called(left: number): HandlerContext {
  return { settings: SETTINGS, clock: { now: () => Date.now() }, patience: () => left };
}

describe('Two calls of one execution environment', () => {
  const environment = { ...process.env };
  let cloudTrail: JsonServer;

  beforeAll(async () => {
    // The account's next turn never comes, however slow the machine is.
    jest.useFakeTimers({
      now: Date.now(),
      doNotFake: ['setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask'],
    });
    cloudTrail = await JsonServer.start({ LookupEvents: () => ({ Events: [] }) });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_CLOUDTRAIL: cloudTrail.client.endpoint,
      AWS_ACCESS_KEY_ID: 'own',
      AWS_SECRET_ACCESS_KEY: 'own',
    });
  });
  afterAll(async () => {
    jest.useRealTimers();
    await cloudTrail.stop();
    process.env = environment;
  });

  it('wait each for as long as it has time itself, not the first one', async () => {
    const nothing = { kind: 'read', calls: [], unreadable: [], cut: false };
    const read = (left: number) => writeTrailsOf(called(left))?.read(SETTINGS.account, WINDOW);
    await expect(read(60_000)).resolves.toEqual(nothing);
    await expect(read(100)).rejects.toThrow('the next call in 1 s');
    expect(cloudTrail.calls).toHaveLength(1);
  });
});
