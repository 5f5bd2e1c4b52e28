import type { Resources } from '../../../rehearsal/compute/index.ts';
import {
  type FaultPlan,
  type Gateway,
  route53Service,
  startGateway,
} from '../../../rehearsal/gateway/index.ts';
import type { ServiceHandler } from '../../../rehearsal/gateway/protocol/types.ts';
import { createRoute53Handler, Route53Engine } from '../../../rehearsal/route53/index.ts';
import { type Policies, somePolicies } from './policies.ts';
import { type StandInEmulator, startStandInEmulator } from './stand-in-emulator.ts';

export const NOW = Date.parse('2026-11-23T12:00:00Z');
export const ACCOUNT = '111122223333';
export const REGION = 'us-west-1';

export interface RehearsedAccount {
  readonly gateway: Gateway;
  readonly emulator: StandInEmulator;
  readonly policies: Policies;
  readonly engine: Route53Engine;
  readonly logged: readonly string[];
  /** What an SDK client needs, by who calls. */
  client(credentials: object): {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    maxAttempts: number;
    userAgentAppId: string;
  };
  stop(): Promise<void>;
}

export interface RehearsedAccountOptions {
  readonly services?: Readonly<Record<string, ServiceHandler>>;
  readonly faults?: FaultPlan;
  readonly onPark?: (name: string) => void;
  readonly onUnpark?: (name: string) => void;
  readonly callsFile?: string;
  readonly compute?: () => Resources;
}

/** A gateway with the real Route 53 engine, a stand-in for the emulator and policies of the test. */
export async function rehearsedAccount(options: RehearsedAccountOptions = {}): Promise<RehearsedAccount> {
  const { onPark, onUnpark } = options;
  const emulator = await startStandInEmulator();
  const policies = somePolicies();
  const logged: string[] = [];
  const engine = new Route53Engine({ now: () => NOW, throttle: false });
  engine.addZone({ id: 'Z1', name: 'shop.test' });
  const gateway = await startGateway({
    emulatorUrl: emulator.url,
    account: ACCOUNT,
    authorize: policies.authorize,
    services: { route53: route53Service(createRoute53Handler(engine)), ...options.services },
    clock: { now: () => NOW },
    log: (line) => logged.push(line),
    lookups: {
      machineOfToken: async () => undefined,
      partitionKey: async (table) => (table === 'journal' ? 'pk' : undefined),
      secret: async () => undefined,
      keyOfAlias: async (alias) =>
        alias === 'alias/shop' ? 'arn:aws:kms:us-west-1:111122223333:key/k1' : undefined,
    },
    ...(options.faults && { faults: options.faults }),
    ...(options.compute && { compute: options.compute }),
    ...(options.callsFile && { callsFile: options.callsFile }),
    ...(onPark && { onPark: (caller) => onPark(caller.name) }),
    ...(onUnpark && { onUnpark: (caller) => onUnpark(caller.name) }),
  });
  return {
    gateway,
    emulator,
    policies,
    engine,
    logged,
    client: (credentials) => ({
      endpoint: gateway.url,
      region: REGION,
      credentials: credentials as { accessKeyId: string; secretAccessKey: string },
      maxAttempts: 1,
      userAgentAppId: 'kops-cutover-ShiftWeight',
    }),
    stop: async () => {
      await gateway.stop();
      await emulator.stop();
    },
  };
}
