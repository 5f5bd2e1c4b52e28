import { AutoScalingClient, type AutoScalingClientConfig } from '@aws-sdk/client-auto-scaling';
import { AwsAutoScaling } from '../../../../lambdas/masters/adapters/auto-scaling.ts';
import type { LifecycleAction } from '../../../../lambdas/masters/domain/auto-scaling-group.ts';
import { QueryServer } from '../../../support/query-server.ts';
import { type Operation, Refusal, type ScriptedServer } from '../../../support/scripted-server.ts';

export const GROUP = 'control-plane-us-west-1a.masters.k8s.shop.test';
export const HOOK = 'shop-masters-terminating';
export const ACTION: LifecycleAction = { group: GROUP, hook: HOOK, instance: 'i-1', token: 'token-1' };

let server: ScriptedServer | undefined;
afterEach(() => server?.stop());

/** What the functions ask, at a service that is gone when the test ends, or begins another; and what it was asked. */
export async function scripted(
  operations: Readonly<Record<string, Operation>>,
  options: AutoScalingClientConfig = {},
  soon?: () => AbortSignal,
): Promise<{ readonly autoScaling: AwsAutoScaling; readonly calls: ScriptedServer['calls'] }> {
  await server?.stop();
  server = await QueryServer.start(operations);
  const client = new AutoScalingClient({ ...server.client, ...options });
  return { autoScaling: new AwsAutoScaling('k8s.shop.test', client, soon), calls: server.calls };
}

export const refusing = (code: string, message = 'no', status = 400): Operation => {
  return () => {
    throw new Refusal(code, message, status);
  };
};
