import {
  DescribeInstancesCommand,
  DescribeVolumesCommand,
  DetachVolumeCommand,
  EC2Client,
  paginateDescribeVolumes,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { FaultPlan } from '../../../rehearsal/gateway/index.ts';
import { CLUSTER, GROUP_B } from '../../unit/rehearsal/compute/shop-masters.ts';
import { type MastersAccount, mastersAccount, plain } from './masters-account.ts';
import { FUNCTION_CREDENTIALS } from './policies.ts';

describe('EC2 over HTTP', () => {
  let masters: MastersAccount;
  let client: EC2Client;
  beforeEach(async () => {
    masters = await mastersAccount();
    client = new EC2Client(masters.account.client(FUNCTION_CREDENTIALS));
  });
  afterEach(async () => {
    client.destroy();
    await masters.account.stop();
  });

  it('describes instances as the engine knows them', async () => {
    masters.engine.scenario.terminateByUser(masters.instance());
    masters.pass(41);
    const asked = { Filters: [{ Name: 'tag:KubernetesCluster', Values: [CLUSTER, 'other'] }] };
    const described = plain(await client.send(new DescribeInstancesCommand(asked)));
    expect(described).toEqual(masters.engine.ec2.describeInstances(asked));
    expect(described).toMatchObject({
      Reservations: [
        {
          Instances: [
            {
              State: { Code: 48, Name: 'terminated' },
              StateReason: { Code: 'Client.UserInitiatedShutdown' },
              StateTransitionReason: 'User initiated (2027-01-04 08:00:00 GMT)',
            },
          ],
        },
        { Instances: [{ State: { Name: 'running' }, LaunchTime: new Date('2027-01-04T08:00:00Z') }] },
        {},
      ],
    });
  });

  it('describes volumes as the engine knows them, page by page', async () => {
    const filters = [{ Name: 'tag-key', Values: ['k8s.io/etcd/*'] }];
    const found: unknown[] = [];
    for await (const page of paginateDescribeVolumes({ client, pageSize: 5 }, { Filters: filters })) {
      found.push(...(page.Volumes ?? []));
    }
    expect(found).toEqual(masters.engine.ec2.describeVolumes({ Filters: filters }).Volumes);
    expect(found).toHaveLength(6);
  });

  it('detaches', async () => {
    const VolumeId = masters.volume('a');
    const detach = new DetachVolumeCommand({ VolumeId, InstanceId: masters.instance(), Force: true });
    expect(plain(await client.send(detach))).toMatchObject({
      VolumeId,
      InstanceId: masters.instance(),
      State: 'detaching',
    });
    masters.pass(10);
    await expect(client.send(detach)).rejects.toMatchObject({
      name: 'IncorrectState',
      message: `Volume '${VolumeId}' is in the 'available' state.`,
    });
  });

  it('stops and terminates', async () => {
    const ids = { InstanceIds: [masters.instance()] };
    expect(plain(await client.send(new StopInstancesCommand(ids)))).toEqual({
      StoppingInstances: [
        {
          InstanceId: ids.InstanceIds[0],
          PreviousState: { Code: 16, Name: 'running' },
          CurrentState: { Code: 64, Name: 'stopping' },
        },
      ],
    });
    const other = { InstanceIds: [masters.instance(GROUP_B)] };
    expect(plain(await client.send(new TerminateInstancesCommand(other)))).toMatchObject({
      TerminatingInstances: [{ CurrentState: { Name: 'shutting-down' } }],
    });
  });

  it("gives EC2's own errors", async () => {
    const unknown = client.send(new DescribeVolumesCommand({ VolumeIds: ['vol-00000000000000000'] }));
    await expect(unknown).rejects.toMatchObject({
      name: 'InvalidVolume.NotFound',
      $metadata: { httpStatusCode: 400 },
    });
    masters.account.policies.allows = () => false;
    await expect(client.send(new DescribeVolumesCommand({}))).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      $metadata: { httpStatusCode: 403 },
    });
    masters.account.policies.allows = () => true;
    const faults = new FaultPlan();
    faults.on({ service: 'ec2' }).throttle();
    masters.account.gateway.useFaults(faults);
    await expect(client.send(new DescribeVolumesCommand({}))).rejects.toMatchObject({
      name: 'RequestLimitExceeded',
      $metadata: { httpStatusCode: 503 },
    });
  });
});
