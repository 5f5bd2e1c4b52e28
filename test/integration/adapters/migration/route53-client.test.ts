import { GetChangeCommand } from '@aws-sdk/client-route-53';
import { Pacer } from '../../../../lambdas/migration/adapters/pacer.ts';
import { route53 } from '../../../../lambdas/migration/adapters/route53-client.ts';
import type { HttpResponse } from '../../../../rehearsal/route53/index.ts';
import {
  answered,
  type Route53Server,
  refused,
  startRoute53Server,
} from '../../../support/migration/route53-server.ts';
import { someSettings } from '../../../support/migration/settings.ts';
import { VirtualTime } from '../../../support/migration/virtual-time.ts';
import { withoutPauses } from '../../../support/without-pauses.ts';

const THROTTLING = refused(400, 'Throttling', 'Rate exceeded');
const BUSY = refused(400, 'PriorRequestNotComplete', 'a prior request');
const AWAY = answered('', 503);
const INSYNC = answered(
  '<GetChangeResponse><ChangeInfo><Id>/change/C1</Id><Status>INSYNC</Status></ChangeInfo></GetChangeResponse>',
);

describe('The client of Route 53', () => {
  let server: Route53Server;
  let answers: HttpResponse[];
  let asked = 0;
  const environment = { ...process.env };

  withoutPauses();
  beforeAll(async () => {
    server = await startRoute53Server(() => {
      asked += 1;
      const [answer = INSYNC] = answers;
      answers = answers.slice(1);
      return answer;
    });
    const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
    Object.assign(process.env, {
      AWS_REGION: 'us-west-1',
      AWS_ENDPOINT_URL: server.endpoint,
      ...credentials,
    });
  });
  beforeEach(() => {
    asked = 0;
  });
  afterAll(async () => {
    process.env = environment;
    route53.destroy();
    await server.close();
  });

  const ask = () => route53.send(new GetChangeCommand({ Id: 'C1' }));

  it.each([
    ['is away', AWAY],
    ['is at a change before', BUSY],
  ])('asks six times while Route 53 %s', async (_what, answer) => {
    answers = Array(5).fill(answer);
    await expect(ask()).resolves.toMatchObject({ ChangeInfo: { Status: 'INSYNC' } });
    expect(asked).toBe(6);
    answers = Array(6).fill(answer);
    await expect(ask()).rejects.toThrow();
    expect(asked).toBe(12);
  });

  it('asks once where a batch is refused, even if the answer’s clock is another one', async () => {
    // The SDK takes an error with another time in it for one of the clock, and would ask again.
    const refusal = refused(400, 'InvalidChangeBatch', 'it already exists');
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    answers = [{ ...refusal, headers: { ...refusal.headers, date } }];
    await expect(ask()).rejects.toMatchObject({ name: 'InvalidChangeBatch' });
    expect(asked).toBe(1);
  });

  it('asks once where the account is throttled, and leaves the waiting to the pacer', async () => {
    answers = [THROTTLING];
    await expect(ask()).rejects.toMatchObject({ name: 'Throttling', message: 'Rate exceeded' });
    expect(asked).toBe(1);
    answers = [THROTTLING, THROTTLING];
    const time = new VirtualTime();
    const turns = new Pacer(someSettings().route53, time).turns(() => 60_000);
    await expect(turns.take(ask)).resolves.toMatchObject({ ChangeInfo: { Status: 'INSYNC' } });
    expect(asked).toBe(4);
    expect(time.now()).toBe(500);
  });
});
