import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { alarmsIn } from '../../../plan/offline/alarms.ts';
import { START } from '../../../rehearsal/estate/home.ts';
import {
  autoScalingService,
  ec2Service,
  elasticLoadBalancingService,
  type Gateway,
  monitoringService,
  rdsService,
  startGateway,
  webAclService,
} from '../../../rehearsal/gateway/index.ts';
import { route53Service } from '../../../rehearsal/gateway/services/route53.ts';
import { createRoute53Handler, Route53Engine } from '../../../rehearsal/route53/index.ts';
import { AccountSeed } from '../../../rehearsal/scenes/migration/account-seed.ts';
import { keysOf } from '../../../rehearsal/scenes/migration/accounts.ts';
import { bucketsOf } from '../../../rehearsal/scenes/migration/buckets.ts';
import { databaseSource } from '../../../rehearsal/scenes/migration/databases.ts';
import { addZones } from '../../../rehearsal/scenes/migration/hosted-zones.ts';
import { balancersOf, webAclArnOf } from '../../../rehearsal/scenes/migration/load-balancers.ts';
import { machinesOf } from '../../../rehearsal/scenes/migration/machines.ts';
import { networkSource } from '../../../rehearsal/scenes/migration/networks.ts';
import { StoredObjects } from '../../../rehearsal/scenes/migration/stored-objects.ts';
import type { Snapshot } from '../../../rehearsal/snapshot/snapshot.ts';
import { makeRole } from '../../../rehearsal/stage/accounts.ts';
import type { Identity } from '../../../snapshot/aws/clients.ts';
import type { PolicyDocument } from '../../../snapshot/policy.ts';
import { ACCOUNT, HOME, REGION } from '../../support/shop.ts';
import { type OfflineAws, startOfflineAws } from '../emulator/offline-aws.ts';

/** The accounts of a snapshot, offline: with the emulator's IAM, and everybody's calls judged. */
export interface OfflineAccounts {
  readonly gateway: Gateway;
  readonly aws: OfflineAws;
  readonly clientOptions: object;
  /** Makes somebody in an account who may do what a policy says, and nothing else. */
  whoMay(account: string, policy: PolicyDocument): Promise<Person>;
  stop(): Promise<void>;
}

export interface Person {
  /** ARN of the role. */
  readonly role: string;
  readonly identity: Identity;
}

export async function startAccounts(snapshot: Snapshot): Promise<OfflineAccounts> {
  const aws = await startOfflineAws({ account: ACCOUNT, region: REGION, startTime: new Date(START) });
  const now = () => START;
  const engine = new Route53Engine({ now, account: ACCOUNT });
  addZones(engine, snapshot);
  const machines = machinesOf(snapshot, HOME, { seed: 1, now });
  const balancers = { loadBalancers: () => balancersOf(snapshot, HOME) };
  const gateway = await startGateway({
    emulatorUrl: aws.emulator.url,
    account: ACCOUNT,
    // As a function's, so that all calls are judged here, by what IAM's reference says of each.
    authorize: async (question) => ({ ...(await aws.emulator.authorize(question)), function: 'snapshot' }),
    services: {
      route53: route53Service(createRoute53Handler(engine)),
      elasticloadbalancing: elasticLoadBalancingService(balancers, machines.targets),
      monitoring: monitoringService(
        {
          alarms: () => alarmsIn(snapshot, HOME),
          history: () => [],
          metrics: () => [],
          query: (_metric, start, _end, periodSeconds) => [
            { at: start, value: periodSeconds },
            { at: start + periodSeconds * 1000, value: 1.5 },
          ],
        },
        { now },
      ),
      rds: rdsService(databaseSource(() => ({ home: HOME, snapshot }))),
      wafv2: webAclService(balancers),
      autoscaling: autoScalingService(machines.autoScaling),
      ec2: ec2Service(machines.ec2, () => networkSource(snapshot, HOME)),
    },
    compute: () => machines.resources,
    webAclOf: (arn) => webAclArnOf(snapshot, HOME, arn),
    clock: { now },
    log: () => {},
  });
  const seed = new AccountSeed(aws.emulator, HOME);
  await aws.emulator.putKeys(keysOf(snapshot));
  await seed.put(snapshot);
  await new StoredObjects(aws.emulator.url).put(bucketsOf(snapshot, HOME));
  let people = 0;
  return {
    gateway,
    aws,
    clientOptions: { endpoint: gateway.url, maxAttempts: 2 },
    whoMay: async (account, document) => {
      const arn = `arn:aws:iam::${account}:role/Shop-reader-${people++}`;
      const trust = {
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
      };
      await makeRole(aws.emulator.url, { arn, trust, policies: [{ name: 'Snapshot', document }] });
      return { role: arn, identity: { credentials: await sessionOf(arn, aws) } };
    },
    stop: async () => {
      seed.close();
      await gateway.stop();
      await aws.stop();
    },
  };
}

async function sessionOf(RoleArn: string, aws: OfflineAws) {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const sts = new STSClient({ endpoint: aws.emulator.url, region: REGION, credentials });
  try {
    const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'snapshot' });
    const { Credentials } = await sts.send(command);
    return {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
  } finally {
    sts.destroy();
  }
}
