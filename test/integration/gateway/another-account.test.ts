import { type Gateway, route53Service, startGateway } from '../../../rehearsal/gateway/index.ts';
import { createRoute53Handler, Route53Engine } from '../../../rehearsal/route53/index.ts';
import { makeRole } from '../../../rehearsal/stage/accounts.ts';
import { ACCOUNT, type OfflineAws, startOfflineAws } from '../emulator/offline-aws.ts';
import { arnOf, functionOf, invoke, machineOf } from '../emulator/templates.ts';

const OTHER = '444455556666';
const ROLE = `arn:aws:iam::${OTHER}:role/dns`;
const ZONES = 'arn:aws:route53:::hostedzone/*';

/** Lists the zone of its event, as itself or as a role, and says what came of it. */
const LISTS_ZONE = `
  const { Route53Client, ListResourceRecordSetsCommand } = require('@aws-sdk/client-route-53');
  const { STSClient, AssumeRoleCommand } = require('@aws-sdk/client-sts');
  const sts = new STSClient({ maxAttempts: 1, userAgentAppId: 'kops-cutover-Lister' });
  exports.handler = async ({ zone, assume }) => {
    try {
      const { Credentials: c } = assume ? await sts.send(new AssumeRoleCommand(assume)) : {};
      const credentials = c && { accessKeyId: c.AccessKeyId, secretAccessKey: c.SecretAccessKey, sessionToken: c.SessionToken };
      const client = new Route53Client({ maxAttempts: 1, userAgentAppId: 'kops-cutover-Lister', ...(c && { credentials }) });
      const { ResourceRecordSets } = await client.send(new ListResourceRecordSetsCommand({ HostedZoneId: zone }));
      return { listed: ResourceRecordSets[0].Name };
    } catch (error) {
      return { refused: error.name, message: error.message };
    }
  };`;

/** Zones of two accounts behind the gateway, and the emulator's own STS and policy evaluator. */
describe('A zone of another account', () => {
  let aws: OfflineAws;
  let gateway: Gateway;
  let machine: string;

  beforeAll(async () => {
    aws = await startOfflineAws();
    const engine = new Route53Engine({ now: () => aws.emulator.clock.now(), account: ACCOUNT });
    engine.addZone({ id: 'ZOWN', name: 'shop.test' });
    engine.addZone({ id: 'ZOTHER', name: 'cdn.test', account: OTHER });
    gateway = await startGateway({
      emulatorUrl: aws.emulator.url,
      account: ACCOUNT,
      authorize: (question) => aws.emulator.authorize(question),
      services: { route53: route53Service(createRoute53Handler(engine)) },
      clock: aws.emulator.clock,
      log: () => {},
    });
    await aws.emulator.sendFunctionsTo(gateway.url);
    await makeRole(aws.emulator.url, {
      arn: ROLE,
      trust: {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
          Action: 'sts:AssumeRole',
          Condition: {
            StringEquals: { 'sts:ExternalId': 'shop' },
            ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/*` },
          },
        },
      },
      policies: [
        {
          name: 'Zones',
          document: {
            Version: '2012-10-17',
            Statement: { Effect: 'Allow', Action: 'route53:ListResourceRecordSets', Resource: ZONES },
          },
        },
      ],
    });
    const statements = [
      { Effect: 'Allow' as const, Action: 'route53:ListResourceRecordSets', Resource: ZONES },
      { Effect: 'Allow' as const, Action: 'sts:AssumeRole', Resource: ROLE },
    ];
    const resources = {
      ...functionOf('Lister', LISTS_ZONE, { statements }),
      ...machineOf('List', { StartAt: 'Go', States: { Go: invoke('Lister', { End: true }) } }, ['Lister']),
    };
    ({ List: machine = '' } = await aws.deploy('functions', resources, arnOf('List')));
  });
  afterAll(async () => {
    await gateway?.stop();
    await aws?.stop();
  });

  const listing = async (input: object): Promise<unknown> => {
    const { output = '' } = await aws.ended(await aws.start(machine, input));
    return JSON.parse(output);
  };
  const assume = { RoleArn: ROLE, RoleSessionName: 'run-1', ExternalId: 'shop' };

  it('is used by a role that this account lends, under the session’s own name', async () => {
    expect(await listing({ zone: 'ZOTHER', assume })).toEqual({ listed: 'cdn.test.' });
    expect(gateway.calls.by('Lister').at(-1)).toMatchObject({
      operation: 'ListResourceRecordSets',
      caller: { principal: ROLE, function: '' },
    });
  });

  it('is refused to those who are of this account, whatever it allows them, and theirs to the role', async () => {
    const message = expect.stringMatching(/^User: arn:aws:.* is not authorized to access this resource$/);
    expect(await listing({ zone: 'ZOTHER' })).toEqual({ refused: 'AccessDenied', message });
    expect(await listing({ zone: 'ZOWN', assume })).toEqual({ refused: 'AccessDenied', message });
    expect(await listing({ zone: 'ZOWN' })).toEqual({ listed: 'shop.test.' });
  });

  it.each([
    ['another external id', { ...assume, ExternalId: 'other' }],
    ['no external id', { ...assume, ExternalId: undefined }],
    ['another role', { ...assume, RoleArn: `arn:aws:iam::${OTHER}:role/other` }],
  ])('is refused with %s', async (_what, asked) => {
    expect(await listing({ zone: 'ZOTHER', assume: asked })).toMatchObject({ refused: 'AccessDenied' });
  });

  it.each(['a run', 'x', 'x'.repeat(65)])(
    'is not asked for in a session that STS would refuse: %s',
    async (RoleSessionName) => {
      expect(await listing({ zone: 'ZOTHER', assume: { ...assume, RoleSessionName } })).toMatchObject({
        refused: 'NotImplemented',
      });
      expect(gateway.calls.where({ outcome: 'unknown' }).at(-1)?.message).toContain(RoleSessionName);
    },
  );
});
