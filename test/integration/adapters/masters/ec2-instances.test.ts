import { EC2Client } from '@aws-sdk/client-ec2';
import { Ec2Instances } from '../../../../lambdas/masters/adapters/ec2-instances.ts';
import { XmlList, type XmlValue } from '../../../../rehearsal/gateway/protocol/aws-query.ts';
import { Ec2Server } from '../../../support/query-server.ts';
import { type Operation, Refusal, type ScriptedServer } from '../../../support/scripted-server.ts';

const items = (...values: XmlValue[]) => new XmlList('item', values);
const tags = (all: Readonly<Record<string, string>>) =>
  items(...Object.entries(all).map(([key, value]) => ({ key, value })));

describe('EC2', () => {
  let server: ScriptedServer | undefined;
  afterEach(() => server?.stop());

  async function scripted(operations: Readonly<Record<string, Operation>>) {
    server = await Ec2Server.start(operations);
    return new Ec2Instances('k8s.shop.test', new EC2Client(server.client));
  }
  const refusing = (code: string, status = 400): Operation => {
    return () => {
      throw new Refusal(code, 'no', status);
    };
  };

  it('says what it knows of instances, from every page, and leaves out the others', async () => {
    const running = {
      instanceId: 'i-1',
      instanceState: { code: 16, name: 'running' },
      placement: { availabilityZone: 'us-west-1a' },
      privateIpAddress: '10.0.1.5',
      launchTime: new Date('2026-11-23T12:00:00Z'),
      tagSet: tags({ KubernetesCluster: 'k8s.shop.test', Name: 'a <b> & c' }),
    };
    const terminated = {
      instanceId: 'i-2',
      instanceState: { code: 48, name: 'terminated' },
      placement: { availabilityZone: 'us-west-1b' },
      stateReason: {
        code: 'Client.UserInitiatedShutdown',
        message: 'Client.UserInitiatedShutdown: User initiated shutdown',
      },
    };
    const instances = await scripted({
      DescribeInstances: ({ NextToken }) =>
        NextToken === undefined
          ? { reservationSet: items({ instancesSet: items(running) }), nextToken: 'more' }
          : { reservationSet: items({ instancesSet: items(terminated) }) },
    });
    expect(await instances.describe(['i-1', 'i-2', 'i-never-was'])).toEqual([
      {
        id: 'i-1',
        state: 'running',
        stateReason: '',
        zone: 'us-west-1a',
        address: '10.0.1.5',
        launchedAt: '2026-11-23T12:00:00.000Z',
        tags: { KubernetesCluster: 'k8s.shop.test', Name: 'a <b> & c' },
      },
      {
        id: 'i-2',
        state: 'terminated',
        stateReason: 'Client.UserInitiatedShutdown: User initiated shutdown',
        zone: 'us-west-1b',
        address: '',
        launchedAt: '',
        tags: {},
      },
    ]);
    const Filter = [{ Name: 'instance-id', Value: ['i-1', 'i-2', 'i-never-was'] }];
    expect(server?.calls.map(({ input }) => input)).toEqual([
      { Filter, MaxResults: '1000' },
      { Filter, MaxResults: '1000', NextToken: 'more' },
    ]);
  });

  it('is not asked about no instances, which would mean all', async () => {
    const instances = await scripted({});
    expect(await instances.describe([])).toEqual([]);
    expect(server?.calls).toEqual([]);
  });

  it('concludes nothing from an instance without a state', async () => {
    const instances = await scripted({
      DescribeInstances: () => ({
        reservationSet: items({ instancesSet: items({ instanceId: 'i-1' }) }),
      }),
    });
    await expect(instances.describe(['i-1'])).rejects.toMatchObject({
      name: 'UnreadableAnswer',
      message: expect.stringContaining('i-1: State.Name is missing'),
    });
  });

  const volume = (
    volumeId: string,
    status: string,
    tag: string,
    value: string,
    ...attachments: XmlValue[]
  ) => ({
    volumeId,
    availabilityZone: 'us-west-1a',
    status,
    attachmentSet: items(...attachments),
    tagSet: tags({ 'kubernetes.io/cluster/k8s.shop.test': 'owned', [tag]: value }),
  });

  it('gives the etcd volumes of the cluster, from every page', async () => {
    const attached = { instanceId: 'i-1', status: 'attached', device: '/dev/xvdu' };
    const instances = await scripted({
      DescribeVolumes: ({ NextToken }) =>
        NextToken === undefined
          ? {
              volumeSet: items(volume('vol-1', 'in-use', 'k8s.io/etcd/main', 'a/a,b,c', attached)),
              nextToken: 'more',
            }
          : {
              volumeSet: items(
                volume('vol-2', 'available', 'k8s.io/etcd/events', 'b/a,b,c'),
                volume(
                  'vol-3',
                  'in-use',
                  'k8s.io/etcd/main',
                  'c/a,b,c',
                  { instanceId: 'i-0', status: 'detached' },
                  {
                    instanceId: 'i-3',
                    status: 'busy',
                  },
                ),
              ),
            },
    });
    const common = { members: ['a', 'b', 'c'], zone: 'us-west-1a' };
    expect(await instances.etcdVolumes()).toEqual([
      {
        ...common,
        id: 'vol-1',
        etcdCluster: 'main',
        member: 'a',
        state: 'in-use',
        attachedTo: 'i-1',
        attachment: 'attached',
      },
      {
        ...common,
        id: 'vol-2',
        etcdCluster: 'events',
        member: 'b',
        state: 'available',
        attachedTo: '',
        attachment: '',
      },
      {
        ...common,
        id: 'vol-3',
        etcdCluster: 'main',
        member: 'c',
        state: 'in-use',
        attachedTo: 'i-3',
        attachment: 'busy',
      },
    ]);
    expect(server?.calls[0]?.input).toEqual({
      Filter: [
        { Name: 'tag:kubernetes.io/cluster/k8s.shop.test', Value: ['owned'] },
        { Name: 'tag-key', Value: ['k8s.io/etcd/*'] },
      ],
      MaxResults: '500',
    });
  });

  it.each(['', 'a', 'a/', '/a,b', 'd/a,b,c', 'a/a,b/c', 'a/a,b,c,', 'a/a,,c'])(
    'concludes nothing from a volume that is of no member: %j',
    async (value) => {
      const instances = await scripted({
        DescribeVolumes: () => ({
          volumeSet: items(volume('vol-1', 'available', 'k8s.io/etcd/main', value)),
        }),
      });
      await expect(instances.etcdVolumes()).rejects.toMatchObject({
        name: 'UnreadableAnswer',
        message: expect.stringContaining(`vol-1: the tag k8s.io/etcd/main is ${JSON.stringify(value)}`),
      });
    },
  );

  it('detaches a volume by force, from the instance that is named', async () => {
    const instances = await scripted({ DetachVolume: () => ({ status: 'detaching' }) });
    expect(await instances.detachByForce('vol-1', 'i-1')).toBe('detaching');
    expect(server?.calls).toEqual([
      { operation: 'DetachVolume', input: { VolumeId: 'vol-1', InstanceId: 'i-1', Force: 'true' } },
    ]);
  });

  it('says that a volume is not attached to that instance', async () => {
    const instances = await scripted({ DetachVolume: refusing('InvalidAttachment.NotFound') });
    expect(await instances.detachByForce('vol-1', 'i-1')).toBe('not-attached');
  });

  it.each([
    ['available', 'not-attached'],
    ['in-use', 'IncorrectState'],
  ])('asks for the volume where its state does not fit: %s', async (status, outcome) => {
    const instances = await scripted({
      DetachVolume: refusing('IncorrectState'),
      DescribeVolumes: () => ({
        volumeSet: items(volume('vol-1', status, 'k8s.io/etcd/main', 'a/a,b,c')),
      }),
    });
    const said = await instances.detachByForce('vol-1', 'i-1').catch(({ name }: Error) => name);
    expect(said).toBe(outcome);
    expect(server?.calls[1]?.input).toMatchObject({ Filter: [{ Name: 'volume-id', Value: ['vol-1'] }] });
  });

  it.each([
    ['UnauthorizedOperation', 403, 'UnauthorizedOperation'],
    ['InvalidVolume.NotFound', 400, 'InvalidVolume.NotFound'],
    ['RequestLimitExceeded', 503, 'TransientFailure'],
    ['Unavailable', 503, 'TransientFailure'],
    ['InternalError', 500, 'TransientFailure'],
  ])('reports %s', async (code, status, name) => {
    const refused = refusing(code, status);
    const instances = await scripted({
      DescribeInstances: refused,
      DescribeVolumes: refused,
      DetachVolume: refused,
    });
    await expect(instances.describe(['i-1'])).rejects.toMatchObject({ name });
    await expect(instances.etcdVolumes()).rejects.toMatchObject({ name });
    await expect(instances.detachByForce('vol-1', 'i-1')).rejects.toMatchObject({ name });
  });
});
