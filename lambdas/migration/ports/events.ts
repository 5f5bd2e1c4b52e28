import type { Event } from '../domain/event.ts';

export interface Events {
  /** @throws TransientFailure, or what EventBridge refuses it with */
  send(event: Event): Promise<void>;
}
