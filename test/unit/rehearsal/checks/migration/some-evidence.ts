import type { Evidence } from '../../../../../rehearsal/checks/migration/evidence.ts';
import type { ExecutionView } from '../../../../../rehearsal/emulator/emulator.ts';
import type { Call } from '../../../../../rehearsal/gateway/index.ts';
import type { ChangeBatchInput, RecordSet } from '../../../../../rehearsal/route53/index.ts';
import { type Given, type Scene, setScene } from '../../../../../rehearsal/scenes/migration/scene.ts';
import { Chronicle } from '../../../../../rehearsal/text/chronicle.ts';
import { SHOP_ZONE, shopBehaviour, shopSettings } from '../../../../support/shop.ts';
import { shopSnapshot } from '../../../../support/shop-snapshot.ts';

export const CLUSTER_DNS_NAME = 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com.';
/** Route 53's hosted zone of classic and application load balancers in us-west-1. */
const ELB_ZONE = 'Z368ELLRRE2KJ0';

const START = Date.UTC(2027, 0, 4, 8);

/** A shop whose zones a test changes as it likes, and what the checks are then given. */
export interface SomeShop {
  readonly scene: Scene;
  /** Changes the shop's zone; unlike Route 53's, these changes are served at once. */
  change(...changes: NonNullable<ChangeBatchInput['Changes']>): void;
  /** Lets time go by. */
  wait(milliseconds: number): void;
  evidence(more?: {
    executions?: readonly ExecutionView[];
    calls?: readonly Call[];
    mails?: readonly { subject: string; body: string; at?: number }[];
    inputs?: ReadonlyMap<string, unknown>;
    transitions?: Evidence['transitions'];
  }): Evidence;
  close(): Promise<void>;
}

export async function someShop(given: Given = {}): Promise<SomeShop> {
  let now = START;
  const scene = await setScene({
    seed: 1,
    now: () => now,
    settings: shopSettings(),
    snapshot: shopSnapshot(),
    behaviour: shopBehaviour(),
    given,
    chronicle: new Chronicle(() => now),
    onError: (error) => {
      throw error;
    },
  });
  const records = () =>
    new Map(scene.zoneIds.map((id) => [id, scene.engine.records(id) as readonly RecordSet[]]));
  const before = records();
  return {
    scene,
    change: (...Changes) => {
      scene.engine.changeResourceRecordSets(SHOP_ZONE, { Changes });
      now += 60_000;
    },
    wait: (milliseconds) => {
      now += milliseconds;
      scene.world.advanceTo(now);
    },
    evidence: ({
      executions = [],
      calls = [],
      mails = [],
      inputs = new Map(),
      transitions = new Map(),
    } = {}) => ({
      scene,
      before,
      after: records(),
      situation: { now, executions, mails: mails.map((mail) => ({ at: now, ...mail })), chat: [] },
      inputs,
      transitions,
      observed: { dashboards: [], queries: [], filters: [], lines: new Map() },
      calls,
    }),
    close: () => scene.close(),
  };
}

/** One record set of the shop's zone as it is now. */
export function recordOf({ scene }: SomeShop, name: string, type: string): RecordSet {
  const found = scene.engine.records(SHOP_ZONE).find(({ Name, Type }) => Name === name && Type === type);
  if (!found) throw new Error(`the shop has no ${name} ${type}`);
  return found;
}

/** The same name's alias, to the cluster. */
export function onCluster({ Name, Type }: RecordSet): RecordSet {
  return {
    Name,
    Type,
    AliasTarget: { HostedZoneId: ELB_ZONE, DNSName: CLUSTER_DNS_NAME, EvaluateTargetHealth: true },
  };
}

export function fence(words: string): RecordSet {
  return {
    Name: '_cutover-shop.shop.test.',
    Type: 'TXT',
    TTL: 60,
    ResourceRecords: [
      { Value: `"heritage=kops-cutover,version=1,migration=shop,epoch=1,${words},execution=x"` },
    ],
  };
}

export function anExecution(overrides: Partial<ExecutionView>): ExecutionView {
  return {
    executionArn: `arn:${overrides.machine}:${overrides.name}`,
    machine: 'shop-Migrate',
    name: 'one',
    status: 'SUCCEEDED',
    started: '2027-01-04T08:00:00.000Z',
    stopped: null,
    state: 'Migrated',
    entered: null,
    within: [],
    error: null,
    cause: null,
    ...overrides,
  };
}

export function aCall(overrides: Partial<Omit<Call, 'caller'>> & { caller?: Partial<Call['caller']> }): Call {
  const { caller, ...rest } = overrides;
  return {
    number: 1,
    startedAt: '',
    endedAt: '',
    durationMs: 1,
    service: 'route53',
    operation: 'ChangeResourceRecordSets',
    metrics: 0,
    permissions: [],
    outcome: 'ok',
    status: 200,
    errorCode: '',
    message: '',
    fault: '',
    ...rest,
    caller: {
      accessKeyId: 'AKIA',
      principal: 'arn:role',
      function: 'shop-ShiftWeight',
      appId: 'kops-cutover-ShiftWeight',
      name: 'ShiftWeight',
      ...caller,
    },
  };
}
