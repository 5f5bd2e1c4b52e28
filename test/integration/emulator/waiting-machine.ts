import type { OfflineAws } from './offline-aws.ts';

/** Makes a machine that waits for as many rehearsed minutes as its input's `minutes` says; gives its ARN. */
export async function waitingMachine(aws: OfflineAws): Promise<string> {
  const wait = { Type: 'Wait', Seconds: '{% $states.input.minutes * 60 %}', End: true };
  return await aws.machine({ StartAt: 'Wait', States: { Wait: wait } });
}
