import {
  ChangeResourceRecordSetsCommand,
  CreateHealthCheckCommand,
  CreateResourceRecordSetProtectionsCommand,
  DeleteHealthCheckCommand,
  DeleteResourceRecordSetProtectionsCommand,
  GetHealthCheckCommand,
  GetHealthCheckStatusCommand,
  GetHostedZoneLimitCommand,
  InvalidResourceRecordSetProtectionBatch,
  ListResourceRecordSetProtectionsCommand,
  NoSuchHealthCheck,
  ProtectionAlreadyExists,
  UpdateHealthCheckCommand,
} from '@aws-sdk/client-route-53';
import { a, create, WWW } from './cases/rule-case.ts';
import type { SdkWorld } from './sdk-world.ts';
import { startSdkWorld, ZONE_ID } from './sdk-world.ts';

describe('health checks, protections and limits, through the SDK client', () => {
  let world: SdkWorld;
  const zone = { HostedZoneId: ZONE_ID };

  beforeEach(async () => {
    world = await startSdkWorld();
  });
  afterEach(() => world.close());

  it('R65 R67 a health check is made, read and asked for its status', async () => {
    const { client, engine } = world;
    const HealthCheckConfig = {
      Type: 'HTTPS',
      FullyQualifiedDomainName: 'www.example.com',
      Port: 443,
      Inverted: false,
      Regions: ['us-east-1', 'us-west-1', 'eu-west-1'],
    } as const;
    const made = await client.send(
      new CreateHealthCheckCommand({
        CallerReference: 'one',
        HealthCheckConfig: { ...HealthCheckConfig, Regions: [...HealthCheckConfig.Regions] },
      }),
    );
    expect(made.$metadata.httpStatusCode).toBe(201);
    const HealthCheckId = made.HealthCheck?.Id as string;
    expect(HealthCheckId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const read = await client.send(new GetHealthCheckCommand({ HealthCheckId }));
    expect(read.HealthCheck).toEqual({
      Id: HealthCheckId,
      CallerReference: 'one',
      HealthCheckConfig,
      HealthCheckVersion: 1,
    });
    engine.healthChecks.setHealthy(HealthCheckId, false);
    const { HealthCheckObservations = [] } = await client.send(
      new GetHealthCheckStatusCommand({ HealthCheckId }),
    );
    expect(HealthCheckObservations).toHaveLength(4);
    expect(HealthCheckObservations[0]?.StatusReport).toEqual({
      Status: expect.stringMatching(/^Failure: /),
      CheckedTime: new Date('2026-01-01T00:00:00Z'),
    });
  });

  it('R65 a calculated health check has its children', async () => {
    const { client, engine } = world;
    engine.healthChecks.add('h1');
    const made = await client.send(
      new CreateHealthCheckCommand({
        CallerReference: 'all',
        HealthCheckConfig: { Type: 'CALCULATED', HealthThreshold: 1, ChildHealthChecks: ['h1'] },
      }),
    );
    expect(made.HealthCheck?.HealthCheckConfig).toEqual({
      Type: 'CALCULATED',
      HealthThreshold: 1,
      ChildHealthChecks: ['h1'],
    });
  });

  it('R80 one on a metric shows its copy of the alarm', async () => {
    const { client, engine } = world;
    const copy = {
      EvaluationPeriods: 3,
      Threshold: 0.25,
      ComparisonOperator: 'GreaterThanThreshold',
      Period: 60,
      MetricName: 'TargetResponseTime',
      Namespace: 'AWS/ApplicationELB',
      Statistic: 'Average',
      Dimensions: [
        { Name: 'LoadBalancer', Value: 'app/k8s/1' },
        { Name: 'TargetGroup', Value: 'targetgroup/web/1' },
      ],
    };
    const config = {
      Type: 'CLOUDWATCH_METRIC',
      AlarmIdentifier: { Name: 'latency', Region: 'us-west-1' },
      InsufficientDataHealthStatus: 'Healthy',
    };
    engine.healthChecks.add('metric', config, copy);
    const { HealthCheck } = await client.send(new GetHealthCheckCommand({ HealthCheckId: 'metric' }));
    expect(HealthCheck).toMatchObject({ HealthCheckConfig: config, CloudWatchAlarmConfiguration: copy });
  });

  it('R85 one is changed', async () => {
    const { client, engine } = world;
    for (const id of ['h1', 'h2']) engine.healthChecks.add(id);
    const config = { Type: 'CALCULATED', HealthThreshold: 2, ChildHealthChecks: ['h1', 'h2'] };
    engine.healthChecks.add('all', config);
    const changed = { HealthCheckId: 'all', HealthCheckVersion: 1, HealthThreshold: 1, Inverted: true };
    const { HealthCheck } = await client.send(new UpdateHealthCheckCommand(changed));
    expect(HealthCheck).toMatchObject({
      HealthCheckVersion: 2,
      HealthCheckConfig: { ...config, HealthThreshold: 1, Inverted: true },
    });
    await expect(client.send(new UpdateHealthCheckCommand(changed))).rejects.toMatchObject({
      name: 'HealthCheckVersionMismatch',
      $metadata: { httpStatusCode: 409 },
    });
  });

  it('R66 a batch that names one that was deleted is refused with a 404', async () => {
    const { client, engine } = world;
    engine.healthChecks.add('h1');
    await client.send(new DeleteHealthCheckCommand({ HealthCheckId: 'h1' }));
    const sent = client.send(
      new ChangeResourceRecordSetsCommand({
        ...zone,
        ChangeBatch: { Changes: create({ ...a(WWW), HealthCheckId: 'h1' }) },
      }),
    );
    await expect(sent).rejects.toThrow(NoSuchHealthCheck);
    await expect(sent).rejects.toMatchObject({
      message: expect.stringContaining('h1'),
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('R70 R72 a protection is made, listed, refuses and is deleted', async () => {
    const { client } = world;
    const key = { RecordName: '*.example.com', RecordType: 'A' } as const;
    await client.send(
      new CreateResourceRecordSetProtectionsCommand({
        ...zone,
        Protections: [{ ...key, Comment: 'a < b & "c"' }],
      }),
    );
    const list = () => client.send(new ListResourceRecordSetProtectionsCommand({ ...zone, MaxResults: 1 }));
    expect(await list()).toMatchObject({
      ResourceRecordSetProtections: [
        { RecordName: '\\052.example.com.', RecordType: 'A', Comment: 'a < b & "c"' },
      ],
    });
    const change = () =>
      client.send(
        new ChangeResourceRecordSetsCommand({
          ...zone,
          ChangeBatch: { Changes: create(a('*.example.com')) },
        }),
      );
    await expect(change()).rejects.toMatchObject({
      name: 'InvalidChangeBatch',
      message: expect.stringMatching(/\\052\.example\.com\..*: a < b & "c"\]$/),
    });
    await client.send(new DeleteResourceRecordSetProtectionsCommand({ ...zone, Protections: [key] }));
    expect((await list()).ResourceRecordSetProtections ?? []).toEqual([]);
    await change();
  });

  it('R71 errors about protections list the entries', async () => {
    const { client } = world;
    const made = (...names: string[]) =>
      client.send(
        new CreateResourceRecordSetProtectionsCommand({
          ...zone,
          Protections: names.map((RecordName) => ({ RecordName, RecordType: 'A' })),
        }),
      );
    await made(WWW);
    const again = made(WWW);
    await expect(again).rejects.toThrow(ProtectionAlreadyExists);
    await expect(again).rejects.toMatchObject({
      Errors: [{ RecordName: WWW, RecordType: 'A', Code: 'ProtectionAlreadyExists' }],
    });
    const outside = made('www.example.org');
    await expect(outside).rejects.toThrow(InvalidResourceRecordSetProtectionBatch);
    await expect(outside).rejects.toMatchObject({ Errors: [{ Code: 'InvalidInput' }] });
  });

  it('R73 the limit of record sets comes with how many there are', async () => {
    const limit = await world.client.send(
      new GetHostedZoneLimitCommand({ ...zone, Type: 'MAX_RRSETS_BY_ZONE' }),
    );
    expect(limit).toMatchObject({ Limit: { Type: 'MAX_RRSETS_BY_ZONE', Value: 10_000 }, Count: 2 });
    const none = world.client.send(
      new GetHostedZoneLimitCommand({ HostedZoneId: 'Z9', Type: 'MAX_RRSETS_BY_ZONE' }),
    );
    await expect(none).rejects.toMatchObject({
      name: 'NoSuchHostedZone',
      $metadata: { httpStatusCode: 404 },
    });
  });
});
