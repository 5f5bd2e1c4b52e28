/** The policies of who takes masters out of load balancers and puts them back, judged as AWS judges them. */
import { shopMasters as shopMastersConfig } from '../../../bin/shop-masters.ts';
import { elasticLoadBalancingService, type Gateway, startGateway } from '../../../rehearsal/gateway/index.ts';
import { keptTemplates } from '../../synth/support/kept-synth.ts';
import { functionStatements, type Statement } from '../../synth/support/policies.ts';
import {
  API_TCP,
  CLASSIC,
  type Masters,
  OWNED,
  shopMasters,
} from '../../unit/rehearsal/compute/shop-masters.ts';
import { type OfflineAws, startOfflineAws } from './offline-aws.ts';
import { arnOf, functionOf, invoke, machineOf } from './templates.ts';

const ACCOUNT = '111122223333';
const REGION = 'us-west-1';
const groupNamed = (name: string) => API_TCP.replace('tcp-k8s-shop', name);
const seedOf = (arn: string, tags: Readonly<Record<string, string>>) => ({
  ...({ arn, protocol: 'TCP', port: 443, healthCheckProtocol: 'TCP', tags } as const),
});

/** Changes the place of its event, and says what came of it. */
const CHANGES = `
  const v2 = require('@aws-sdk/client-elastic-load-balancing-v2');
  const classic = require('@aws-sdk/client-elastic-load-balancing');
  exports.handler = async ({ verb, place, instance }) => {
    const config = { maxAttempts: 1, userAgentAppId: 'kops-cutover-Changes' };
    const preposition = verb === 'Register' ? 'With' : 'From';
    try {
      if (place.startsWith('arn:'))
        await new v2.ElasticLoadBalancingV2Client(config).send(
          new v2[verb + 'TargetsCommand']({ TargetGroupArn: place, Targets: [{ Id: instance }] }));
      else
        await new classic.ElasticLoadBalancingClient(config).send(
          new classic[verb + 'Instances' + preposition + 'LoadBalancerCommand']({ LoadBalancerName: place, Instances: [{ InstanceId: instance }] }));
      return 'done';
    } catch (error) {
      return error.name + ': ' + error.message;
    }
  };`;

const templateOf = keptTemplates(import.meta.filename, ({ synthesizeMasters }) => ({
  'naming load balancers': synthesizeMasters({
    ...shopMastersConfig,
    targetGroups: ['named'],
    loadBalancers: ['named'],
  }),
}));

let aws: OfflineAws;
let gateway: Gateway;
let masters: Masters;
let machines: Record<string, string>;

beforeAll(async () => {
  aws = await startOfflineAws({ account: ACCOUNT, region: REGION });
  masters = shopMasters(
    {},
    {
      targetGroups: [
        seedOf(API_TCP, OWNED),
        seedOf(groupNamed('untagged'), {}),
        seedOf(groupNamed('other'), { KubernetesCluster: 'other.shop.test' }),
        seedOf(groupNamed('named'), {}),
        seedOf(groupNamed('named-2'), {}),
      ],
      classicLoadBalancers: [
        { name: CLASSIC, tags: OWNED },
        { name: 'untagged', tags: {} },
        { name: 'named', tags: {} },
        { name: 'named-2', tags: {} },
      ],
    },
  );
  gateway = await startGateway({
    emulatorUrl: aws.emulator.url,
    account: ACCOUNT,
    authorize: (question) => aws.emulator.authorize(question),
    services: {
      elasticloadbalancing: elasticLoadBalancingService({ loadBalancers: () => [] }, masters.engine.targets),
    },
    compute: () => masters.engine.resources,
    clock: aws.emulator.clock,
    log: () => {},
  });
  await aws.emulator.sendFunctionsTo(gateway.url);
  const statements = functionStatements(templateOf('naming load balancers'));
  machines = await aws.deploy(
    'changes',
    {
      ...changing('Deregister', statements.get('DrainMaster')),
      ...changing('Register', statements.get('PageOperator')),
    },
    { ...arnOf('DeregisterMachine'), ...arnOf('RegisterMachine') },
  );
});

afterAll(async () => {
  await gateway.stop();
  await aws.stop();
});

/** A function with the statements about load balancers of one of ours, and a machine that calls it. */
function changing(verb: string, all: readonly Statement[] = []) {
  const statements = all.filter(({ Action }) =>
    Action.some((action) => action.startsWith('elasticloadbalancing:')),
  );
  const states = { Go: invoke(verb, { End: true }) };
  return {
    ...functionOf(verb, CHANGES, { statements }),
    ...machineOf(`${verb}Machine`, { StartAt: 'Go', States: states }, [verb]),
  };
}

async function change(verb: 'Register' | 'Deregister', place: string): Promise<unknown> {
  const input = { verb, place, instance: masters.instance() };
  const { output = '' } = await aws.ended(await aws.start(machines[`${verb}Machine`] ?? '', input));
  return JSON.parse(output);
}

describe.each(['Deregister', 'Register'] as const)('%s', (verb) => {
  it.each([
    ['a target group with the cluster’s tag', API_TCP],
    ['one that the configuration names', groupNamed('named')],
    ['a classic load balancer with the tag', CLASSIC],
    ['a classic one that the configuration names', 'named'],
  ])('is allowed for %s', async (_which, place) => {
    expect(await change(verb, place)).toBe('done');
  });

  it.each([
    ['a target group without the tag', groupNamed('untagged')],
    ['one of another cluster', groupNamed('other')],
    ['one whose name only begins as a named one', groupNamed('named-2')],
    ['a classic load balancer without the tag', 'untagged'],
    ['a classic one whose name only begins as a named one', 'named-2'],
  ])('is denied for %s', async (_which, place) => {
    expect(await change(verb, place)).toMatch(/^AccessDenied: .*does not allow elasticloadbalancing:/);
    expect(gateway.calls.denied().at(-1)?.permissions).toEqual([
      expect.objectContaining({ resource: expect.stringContaining(place) }),
    ]);
  });
});
