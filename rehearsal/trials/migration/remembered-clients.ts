import type { Clients, Demand, HeldAnswers } from '../../world/clients.ts';
import type { NameServer } from '../../world/name-server.ts';
import type { Asking } from '../../world/world.ts';

/** Clients whose minutes are lived once, however often a world goes back: nothing that is tried out changes what they are answered. */
export class RememberedClients implements Asking {
  readonly #clients: Clients;
  readonly #lived = new Map<number, Demand>();

  constructor(clients: Clients) {
    this.#clients = clients;
  }

  live(minute: number, nameServer: NameServer): Demand {
    const demand = this.#lived.get(minute) ?? this.#clients.live(minute, nameServer);
    this.#lived.set(minute, demand);
    return demand;
  }

  held(): HeldAnswers {
    return NOTHING;
  }

  /** What they hold is that of the last minute that was lived at all, after which the next one comes. */
  restore(): void {}
}

const NOTHING: HeldAnswers = [];
