import { answersNow, type Fleet, type MachineRecord } from './fleet.ts';
import type { Site } from './site.ts';
import type { Timer } from './timeline.ts';

/** Seconds, and numbers of checks in a row. */
export interface Checks {
  readonly intervalSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  readonly drainingSeconds: number;
}

export interface Member {
  readonly machine: MachineRecord;
  state: 'initial' | 'healthy' | 'unhealthy' | 'draining';
  /** When it is out, while it drains; epoch milliseconds. */
  drainedAt: number | undefined;
  timer: Timer | undefined;
}

/** Who is registered with one load balancer or target group, and what its health checks say of each. */
export class Pool {
  readonly #site: Site;
  readonly #checks: Checks;
  readonly #members = new Map<string, Member>();

  constructor(site: Site, fleet: Fleet, checks: Checks) {
    this.#site = site;
    this.#checks = checks;
    fleet.watch((machine) => this.#onChange(machine));
  }

  all(): readonly Member[] {
    return [...this.#members.values()];
  }

  find(id: string): Member | undefined {
    return this.#members.get(id);
  }

  /** Registered already: nothing changes. Draining: it begins anew. */
  register(machine: MachineRecord): void {
    const before = this.#members.get(machine.id);
    if (before && before.state !== 'draining') return;
    before?.timer?.cancel();
    const member: Member = { machine, state: 'initial', drainedAt: undefined, timer: undefined };
    this.#members.set(machine.id, member);
    this.#check(member);
  }

  /** Registered since before the simulation began. */
  settled(machine: MachineRecord, state: 'healthy' | 'unhealthy' = 'healthy'): void {
    this.#members.set(machine.id, { machine, state, drainedAt: undefined, timer: undefined });
  }

  /** Harmless for one that isn't registered. @returns when it is out; now where nothing drains */
  deregister(id: string): number {
    const { now } = this.#site.timeline;
    const member = this.#members.get(id);
    if (!member) return now;
    if (member.state === 'draining') return member.drainedAt ?? now;
    member.timer?.cancel();
    if (this.#checks.drainingSeconds === 0 || member.machine.state !== 'running') {
      this.#members.delete(id);
      return now;
    }
    const drainedAt = now + this.#checks.drainingSeconds * 1000;
    member.state = 'draining';
    member.drainedAt = drainedAt;
    member.timer = this.#site.timeline.at(drainedAt, () => this.#members.delete(id));
    return drainedAt;
  }

  #onChange(machine: MachineRecord): void {
    const member = this.#members.get(machine.id);
    if (!member) return;
    if (machine.state === 'terminated') {
      member.timer?.cancel();
      this.#members.delete(machine.id);
    } else if (member.state !== 'draining') {
      this.#check(member);
    }
  }

  /** So many checks in a row with the other result change the state: planned when the result changes, not check by check. */
  #check(member: Member): void {
    const good = answersNow(member.machine);
    const next = good ? 'healthy' : 'unhealthy';
    member.timer?.cancel();
    if (member.state === next) return;
    const { intervalSeconds, healthyThreshold, unhealthyThreshold } = this.#checks;
    const seconds = intervalSeconds * (good ? healthyThreshold : unhealthyThreshold);
    member.timer = this.#site.timeline.at(this.#site.timeline.now + seconds * 1000, () => {
      member.state = next;
    });
  }
}
