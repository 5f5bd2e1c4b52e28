import type { WatchRequest } from '../../../lambdas/migration/contract/watch.ts';
import type { Schedules } from '../../../lambdas/migration/ports/schedules.ts';

/** The schedules in memory, by their names. */
export class MemorySchedules implements Schedules {
  readonly made = new Map<string, { readonly request: WatchRequest; readonly end: number }>();

  async make(request: WatchRequest, end: number): Promise<void> {
    if (!this.made.has(request.schedule)) this.made.set(request.schedule, { request, end });
  }

  async remove(schedule: string): Promise<void> {
    this.made.delete(schedule);
  }
}
