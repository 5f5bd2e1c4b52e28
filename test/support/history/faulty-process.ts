/**
 * The zones, the journal and the copy of the before-image as processes really have them: each call waits for its turn,
 * may be the last of its process, may be sent once more later, its answer may be lost, and the service may be away. All
 * by a seeded random.
 */

import type { Change } from '../../../lambdas/migration/domain/record-set.ts';
import type { BeforeImageCopy } from '../../../lambdas/migration/ports/before-image-copy.ts';
import type { Journal } from '../../../lambdas/migration/ports/journal.ts';
import type { SwapResult, Zone } from '../../../lambdas/migration/ports/zone.ts';
import { NamedError } from '../../../lambdas/shared/domain/named-error.ts';
import type { Route53Engine } from '../../../rehearsal/route53/index.ts';
import { Crash, EngineZone } from '../migration/engine-zone.ts';
import type { Turns } from '../turns.ts';
import type { Fault } from './faults.ts';
import type { Odds } from './plan.ts';

/** Which services can't be asked at the moment. */
export interface Outages {
  zones: boolean;
  journal: boolean;
  copy: boolean;
}

const AWAY: Readonly<Record<keyof Outages, Fault>> = {
  zones: 'Route 53 is away',
  journal: 'DynamoDB is away',
  copy: 'S3 is away',
};

export interface FaultyWorld {
  readonly engine: Route53Engine;
  readonly journal: Journal;
  readonly copy: BeforeImageCopy;
  readonly turns: Turns;
  readonly random: () => number;
  readonly odds: Odds;
  readonly outages: Outages;
  /** Lets time pass at each call. */
  readonly tick: () => void;
  readonly log: string[];
  /** A fault has befallen a process. */
  readonly met: (fault: Fault) => void;
}

/** What one process asks. Once it is killed, nothing that it asks for happens any more. */
export class FaultyProcess {
  killed = false;
  readonly journal: Journal;
  readonly copy: BeforeImageCopy;
  /** How far its clock is off, milliseconds. */
  readonly skewMs: number;
  readonly #actor: string;
  readonly #world: FaultyWorld;

  constructor(actor: string, world: FaultyWorld) {
    this.#actor = actor;
    this.#world = world;
    this.skewMs = Math.round((world.random() * 2 - 1) * world.odds.skewMs);
    this.journal = this.#faulty(world.journal, 'journal');
    this.copy = this.#faulty(world.copy, 'copy');
  }

  zone(zoneId: string): Zone {
    const { engine, random, odds } = this.#world;
    const zone = new EngineZone(engine, zoneId);
    return {
      read: async (names) => {
        await this.#call('read', 'zones');
        return zone.read(names);
      },
      readAll: async () => {
        await this.#call('readAll', 'zones');
        return zone.readAll();
      },
      isInSync: async (changeId) => {
        await this.#call('isInSync', 'zones');
        return zone.isInSync(changeId);
      },
      swap: async (changes, comment) => {
        if (!this.killed && random() < odds.lateRetry) this.#sendLater(zoneId, changes, comment);
        await this.#call('swap', 'zones');
        const result = await zone.swap(changes, comment);
        this.#mayCrash('after swap');
        return this.#mayLose(result);
      },
    };
  }

  #faulty<Port extends object>(port: Port, service: keyof Outages): Port {
    return new Proxy<Port>(port, {
      get: (target, property) => {
        const method = Reflect.get(target, property) as (...args: unknown[]) => Promise<unknown>;
        return async (...args: unknown[]) => {
          await this.#call(String(property), service);
          const result = await method.apply(target, args);
          this.#mayCrash(`after ${String(property)}`);
          return result;
        };
      },
    });
  }

  /** The same batch once more, from a paused process or a late retry of the network's. */
  #sendLater(zoneId: string, changes: readonly Change[], comment: string): void {
    const { turns, engine, random, log, met } = this.#world;
    turns.start(async () => {
      for (let wait = Math.floor(random() * 30); wait >= 0; wait--) await turns.turn();
      const result = await new EngineZone(engine, zoneId).swap(changes, comment);
      met('a batch is sent again late');
      log.push(`late batch: ${result.accepted ? 'accepted' : 'refused'}`);
    });
  }

  async #call(what: string, service: keyof Outages): Promise<void> {
    if (this.killed) throw new Crash(what);
    const { turns, tick, outages, met } = this.#world;
    await turns.turn();
    tick();
    this.#mayCrash(what);
    if (Math.abs(this.skewMs) >= 1000) met('clocks differ');
    if (outages[service]) {
      met(AWAY[service]);
      throw new NamedError('TransientFailure', AWAY[service]);
    }
    if (service === 'zones') this.#mayThrottle();
  }

  #mayThrottle(): void {
    const { random, odds, met } = this.#world;
    if (random() >= odds.throttle) return;
    met('Route 53 throttles');
    throw new NamedError('TransientFailure', 'Rate exceeded');
  }

  #mayCrash(at: string): void {
    const { random, odds, log, met } = this.#world;
    if (random() >= odds.crash) return;
    this.killed = true;
    met('a process is killed');
    log.push(`${this.#actor}: killed at ${at}`);
    throw new Crash(at);
  }

  #mayLose(result: SwapResult): SwapResult {
    const { random, odds, met } = this.#world;
    if (!result.accepted || random() >= odds.lostAnswer) return result;
    met('an answer is lost');
    return { accepted: false, messages: ['but it already exists'] };
  }
}
