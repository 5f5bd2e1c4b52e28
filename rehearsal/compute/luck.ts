import { seededRandom } from '../route53/index.ts';
import type { Seconds } from './options.ts';

const HEX = '0123456789abcdef';

/** All that is left to chance, from one seed. */
export class Luck {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  /** Milliseconds. */
  within([from, to]: Seconds): number {
    return Math.round((from + (to - from) * this.#random()) * 1000);
  }

  /** `i-0…`, `vol-0…`: 17 hexadecimal digits, as EC2's. */
  id(prefix: string): string {
    return `${prefix}-0${this.#hex(16)}`;
  }

  uuid(): string {
    const variant = HEX[8 + Math.floor(this.#random() * 4)];
    return `${this.#hex(8)}-${this.#hex(4)}-4${this.#hex(3)}-${variant}${this.#hex(3)}-${this.#hex(12)}`;
  }

  #hex(digits: number): string {
    return Array.from({ length: digits }, () => HEX[Math.floor(this.#random() * 16)]).join('');
  }
}
