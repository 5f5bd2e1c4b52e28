import type {
  Attempt,
  Handshake,
  Hello,
  Place,
  WebAnswer,
  WebProbe,
  WebRequest,
} from '../../ports/web-probe.ts';

/** So many exchanges at once: more would slow each other down, and a server might take them for an attack. */
const AT_ONCE = 24;

/** Bounds how much is asked at once, and for how long: what would begin too late is not asked. */
export class LimitedWebProbe implements WebProbe {
  readonly #probe: WebProbe;
  readonly #patience: () => number;
  readonly #waiting: (() => void)[] = [];
  #free = AT_ONCE;

  /** @param patience milliseconds for which something may still be asked */
  constructor(probe: WebProbe, patience: () => number) {
    this.#probe = probe;
    this.#patience = patience;
  }

  connect(place: Place): Promise<Attempt<undefined>> {
    return this.#inTurn(() => this.#probe.connect(place));
  }

  handshake(place: Place, host: string, hello?: Hello): Promise<Attempt<Handshake>> {
    return this.#inTurn(() => this.#probe.handshake(place, host, hello));
  }

  get(place: Place, request: WebRequest): Promise<Attempt<WebAnswer>> {
    return this.#inTurn(() => this.#probe.get(place, request));
  }

  async #inTurn<T>(ask: () => Promise<Attempt<T>>): Promise<Attempt<T>> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      if (this.#patience() > 0) return await ask();
      const message = "not asked: all of the function's time was used up by others that answered slowly";
      return { answered: false, failure: 'not-asked', message };
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}
