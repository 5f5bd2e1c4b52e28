import { setTimeout as sleep } from 'node:timers/promises';
import { internalFailure, throttled } from '../protocol/error-codes.ts';
import type { ApiError } from '../protocol/errors.ts';
import type { Caller } from '../request/calls.ts';
import type { PlannedEffect } from './fault-plan.ts';

export interface ParkCallbacks {
  readonly onPark?: ((caller: Caller) => void | Promise<void>) | undefined;
  readonly onUnpark?: ((caller: Caller) => void | Promise<void>) | undefined;
}

/** What the faults leave of a call. */
export type Injected =
  | { readonly kind: 'goOn'; readonly loseResponse: boolean; readonly fault: string }
  | { readonly kind: 'answer'; readonly error: ApiError; readonly fault: string }
  | { readonly kind: 'break'; readonly fault: string };

/** Lives through the effects in their order: delays and parks take their time, the first other one decides. */
export async function inject(
  service: string,
  caller: Caller,
  effects: readonly PlannedEffect[],
  callbacks: ParkCallbacks,
  stopping: AbortSignal,
): Promise<Injected> {
  const lived: string[] = [];
  for (const { effect, rule } of effects) {
    lived.push(rule);
    const fault = lived.join('; ');
    switch (effect.kind) {
      case 'delay':
        await sleep(effect.milliseconds, undefined, { signal: stopping });
        break;
      case 'park':
        if (!effect.park.released) {
          await callbacks.onPark?.(caller);
          await effect.park.hold(caller);
          await callbacks.onUnpark?.(caller);
        }
        break;
      case 'throttle':
        return { kind: 'answer', error: throttled(service), fault };
      case 'fail':
        return {
          kind: 'answer',
          error: internalFailure(service, `a fault of the rehearsal: ${rule}`, effect.status),
          fault,
        };
      case 'reset':
        return { kind: 'break', fault };
      case 'loseResponse':
        return { kind: 'goOn', loseResponse: true, fault };
    }
  }
  return { kind: 'goOn', loseResponse: false, fault: lived.join('; ') };
}
