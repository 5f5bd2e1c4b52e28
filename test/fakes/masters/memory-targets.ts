import type { TargetHealth, TargetPlaces } from '../../../lambdas/masters/domain/target.ts';
import type { Targets } from '../../../lambdas/masters/ports/targets.ts';

/** The load balancers' lists in memory. What is taken out drains until the test says that it is done. */
export class MemoryTargets implements Targets {
  /** By place and instance. */
  readonly #states = new Map<string, string>();
  readonly calls: string[] = [];

  async health(places: TargetPlaces, instance: string): Promise<readonly TargetHealth[]> {
    return placesOf(places).map((place) => ({
      place,
      state: this.#states.get(`${place} ${instance}`) ?? 'unused',
      reason: '',
    }));
  }

  async deregister(places: TargetPlaces, instance: string): Promise<void> {
    this.calls.push(`deregister ${instance}`);
    for (const { place, state } of await this.health(places, instance))
      if (state !== 'unused') this.set(place, instance, 'draining');
  }

  async register(places: TargetPlaces, instance: string): Promise<void> {
    this.calls.push(`register ${instance}`);
    for (const place of placesOf(places)) this.set(place, instance, 'healthy');
  }

  set(place: string, instance: string, state: string): void {
    this.#states.set(`${place} ${instance}`, state);
  }
}

function placesOf({ targetGroupArns, loadBalancers }: TargetPlaces): readonly string[] {
  return [...targetGroupArns, ...loadBalancers];
}
