import { Route53Zone } from '../../../../lambdas/migration/adapters/route53-zone.ts';
import { ENV } from '../../../../lambdas/migration/contract/environment.ts';
import { lentPolicies } from '../../../../lambdas/migration/runtime/lent-policies.ts';
import type { HandlerContext } from '../../../../lambdas/migration/runtime/make-handler.ts';
import { route53Access, route53Accounts } from '../../../../lambdas/migration/runtime/route53-access.ts';
import { swapPorts } from '../../../../lambdas/migration/runtime/swap-ports.ts';
import type { HttpResponse } from '../../../../rehearsal/route53/index.ts';
import {
  answered,
  type Route53Server,
  refused,
  startRoute53Server,
} from '../../../support/migration/route53-server.ts';
import { someSettings } from '../../../support/migration/settings.ts';
import { QueryServer } from '../../../support/query-server.ts';
import { Refusal, type ScriptedServer } from '../../../support/scripted-server.ts';
import { withoutPauses } from '../../../support/without-pauses.ts';

const ROLE = { arn: 'arn:aws:iam::444455556666:role/dns', externalId: 'shop' };
const HOUR = 3600;

const [own, first] = someSettings().zones;
if (!own || !first) throw new Error('These settings have two zones.');
const SETTINGS = someSettings({
  zones: [own, { ...first, role: ROLE }, { ...first, id: 'Z3', role: ROLE }],
});

const EMPTY_ZONE = answered(
  '<ListResourceRecordSetsResponse><ResourceRecordSets/><IsTruncated>false</IsTruncated><MaxItems>300</MaxItems></ListResourceRecordSetsResponse>',
);

/** Of a function that an execution calls. */
function called(execution: string): HandlerContext {
  return {
    settings: SETTINGS,
    clock: { now: () => Date.now() },
    patience: () => Number.POSITIVE_INFINITY,
    execution: `arn:aws:states:us-west-1:111122223333:execution:shop-Migrate:${execution}`,
  };
}

describe('A zone in another account', () => {
  const environment = { ...process.env };
  let sts: ScriptedServer;
  let iam: ScriptedServer;
  let answer: () => unknown;
  let keys: number;
  let route53: Route53Server;
  let zone: HttpResponse;

  withoutPauses();
  beforeAll(async () => {
    sts = await QueryServer.start({ AssumeRole: () => answer() });
    iam = await QueryServer.start({
      SimulatePrincipalPolicy: () => ({ EvaluationResults: [{ EvalDecision: 'allowed' }] }),
    });
    route53 = await startRoute53Server(() => zone);
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_STS: sts.client.endpoint,
      AWS_ENDPOINT_URL_IAM: iam.client.endpoint,
      AWS_ENDPOINT_URL_ROUTE_53: route53.endpoint,
      AWS_REGION: 'us-west-1',
      [ENV.journalTable]: 'journal',
      AWS_ACCESS_KEY_ID: 'own',
      AWS_SECRET_ACCESS_KEY: 'own',
    });
  });
  beforeEach(() => {
    sts.calls.length = 0;
    keys = 0;
    answer = () => credentials(HOUR);
    zone = EMPTY_ZONE;
  });
  afterAll(async () => {
    await sts.stop();
    await iam.stop();
    await route53.close();
    process.env = environment;
  });

  function credentials(seconds: number) {
    keys += 1;
    const Expiration = new Date(Date.now() + seconds * 1000);
    return {
      Credentials: { AccessKeyId: `key-${keys}`, SecretAccessKey: 's', SessionToken: 't', Expiration },
    };
  }

  it('is reached as its role, in a session named after the execution; zones of this account as the function itself', async () => {
    const access = route53Access(called('run-1'));
    expect(await access('Z2CDN').client.config.credentials()).toMatchObject({ accessKeyId: 'key-1' });
    expect(await access(own.id).client.config.credentials()).toMatchObject({ accessKeyId: 'own' });
    expect(sts.calls).toEqual([
      {
        operation: 'AssumeRole',
        input: { RoleArn: ROLE.arn, RoleSessionName: 'shop.run-1', ExternalId: 'shop' },
      },
    ]);
  });

  it('has its role assumed once by a function that is called again, for all zones of the role', async () => {
    for (const _again of [1, 2]) {
      const access = route53Access(called('run-2'));
      for (const zone of ['Z2CDN', 'Z3']) {
        expect(await access(zone).client.config.credentials()).toMatchObject({ accessKeyId: 'key-1' });
      }
    }
    await route53Access(called('run-3'))('Z3').client.config.credentials();
    expect(sts.calls.map(({ input }) => input.RoleSessionName)).toEqual(['shop.run-2', 'shop.run-3']);
  });

  it('has its role assumed before it is asked for by a function that changes zones', async () => {
    const asked = Promise.withResolvers<void>();
    answer = () => {
      asked.resolve();
      return credentials(HOUR);
    };
    swapPorts(called('run-11'));
    await asked.promise;
    expect(sts.calls.map(({ input }) => input.RoleSessionName)).toEqual(['shop.run-11']);
  });

  it('has its role assumed again before the credentials end', async () => {
    answer = () => credentials(keys < 3 ? 240 : HOUR);
    const { client } = route53Access(called('run-4'))('Z3');
    const ask = () => client.config.credentials();
    for (const _again of [1, 2, 3, 4, 5, 6]) await ask();
    expect(await ask()).toMatchObject({ accessKeyId: 'key-4' });
    expect(sts.calls).toHaveLength(4);
  });

  /** Reads the zone as a function does that is called. */
  async function reads(execution: string): Promise<unknown> {
    const context = called(execution);
    return new Route53Zone('Z3', route53Access(context)('Z3'), context.clock).readAll();
  }

  it.each(['AccessDenied', 'InvalidClientTokenId', 'ExpiredToken'])(
    'has its role assumed again by the next call after Route 53 has refused the session: %s',
    async (code) => {
      zone = refused(403, code, 'The role was made anew, or its sessions were revoked.');
      await expect(reads(`run-${code}`)).rejects.toMatchObject({ name: code });
      zone = EMPTY_ZONE;
      for (const _again of [1, 2]) await reads(`run-${code}`);
      expect(sts.calls).toHaveLength(2);
    },
  );

  it('keeps its session when Route 53 refuses something else', async () => {
    zone = refused(404, 'NoSuchHostedZone', 'No hosted zone found with ID: Z3');
    for (const _again of [1, 2])
      await expect(reads('run-9')).rejects.toMatchObject({ name: 'NoSuchHostedZone' });
    expect(sts.calls).toHaveLength(1);
  });

  it('says which role can’t be assumed, and what it must trust', async () => {
    answer = () => {
      throw new Refusal('AccessDenied', 'User: x is not authorized to perform: sts:AssumeRole', 403);
    };
    await expect(route53Access(called('run-5'))('Z3').client.config.credentials()).rejects.toMatchObject({
      name: 'RoleNotAssumed',
      message:
        "The role arn:aws:iam::444455556666:role/dns can't be assumed. It must exist, and its trust policy must let the functions of account 111122223333 assume it with the external id 'shop': docs/configuration.md, \"Zones in another account\". STS answered: AccessDenied: User: x is not authorized to perform: sts:AssumeRole",
    });
  });

  it.each(['AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Expiration'])(
    'says that STS gave no %s, and for which role',
    async (field) => {
      answer = () => ({ Credentials: { ...credentials(HOUR).Credentials, [field]: undefined } });
      const { client } = route53Access(called(`run-without-${field}`))('Z3');
      await expect(client.config.credentials()).rejects.toMatchObject({
        name: 'UnreadableAnswer',
        message: `Unexpected answer from STS about AssumeRole of ${ROLE.arn}: ${field} is missing`,
      });
    },
  );

  it('is retried by the machine when STS is unavailable', async () => {
    answer = () => {
      throw new Refusal('Throttling', 'Rate exceeded', 400);
    };
    await expect(route53Access(called('run-6'))('Z3').client.config.credentials()).rejects.toMatchObject({
      name: 'TransientFailure',
    });
  });

  it('makes its account one more whose private zones are looked at, beside the functions’ own', async () => {
    const accounts = [...route53Accounts(called('run-8'))];
    expect(accounts.map(([account]) => account)).toEqual([SETTINGS.account, '444455556666']);
    const keys = accounts.map(async ([, { client }]) => (await client.config.credentials()).accessKeyId);
    expect(await Promise.all(keys)).toEqual(['own', 'key-1']);
  });

  it('has IAM asked by its role, by one client for all zones of the role: IAM slows down a client', async () => {
    const policiesOf = lentPolicies(called('run-10'));
    const role = { arn: ROLE.arn, account: '444455556666' };
    const change = {
      role,
      action: 'route53:GetChange',
      resource: 'arn:aws:route53:::change/C1',
      context: {},
    };
    expect(await policiesOf('Z3').ask(change)).toMatchObject({ decision: 'allowed' });
    expect(iam.calls.map(({ input }) => input.PolicySourceArn)).toEqual([ROLE.arn]);
    expect(policiesOf('Z2CDN')).toBe(policiesOf('Z3'));
    expect(policiesOf(own.id)).not.toBe(policiesOf('Z3'));
  });

  it('has the limits of its own account', async () => {
    const access = route53Access({ ...called('run-7'), patience: () => 0 });
    const most = SETTINGS.route53.changes.burst * (1 - SETTINGS.route53.leftForOthers);
    const change = (zone: string) => access(zone).turns.take(async () => zone, most);
    await expect(change('Z2CDN')).resolves.toBe('Z2CDN');
    await expect(change('Z3')).rejects.toMatchObject({ name: 'TurnTooLate' });
    await expect(change(own.id)).resolves.toBe(own.id);
  });
});
