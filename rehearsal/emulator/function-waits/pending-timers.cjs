// Timers that are due on a clock that may jump; each has a real one beside it, for the time that doesn't.
'use strict';

/** As Node's own. */
const LONGEST_MS = 2 ** 31 - 1;

const { setTimeout: realTimeout, clearTimeout: clearRealTimeout } = globalThis;

exports.PendingTimers = class PendingTimers {
  #clock;
  #pending = new Set();
  #byNumber = new Map();
  #numbers = 0;

  /** @param clock `now` is its time in milliseconds; `rung` is called for each timer that rings, with its delay */
  constructor(clock) {
    this.#clock = clock;
  }

  /** When the first is due; undefined of none. */
  get first() {
    let first;
    for (const { due } of this.#pending) if (first === undefined || due < first) first = due;
    return first;
  }

  start(callback, ms, args, { repeats = false } = {}) {
    // It throws as it always does.
    if (typeof callback !== 'function') return realTimeout(callback, ms);
    return new Timeout(this, args.length > 0 ? () => callback(...args) : callback, ms, repeats);
  }

  /** @param timer one of ours or of Node's, or its number */
  clear(timer) {
    const isNumber = typeof timer === 'number' || typeof timer === 'string';
    const own = timer instanceof Timeout ? timer : isNumber && this.#byNumber.get(Number(timer));
    if (own) own.close();
    else clearRealTimeout(timer);
  }

  /** The clock may have jumped, at least to the moment `reached`: rings what is due, in that order. */
  moveOn(reached = this.now()) {
    for (const timer of [...this.#pending].sort((one, other) => one.due - other.due)) {
      // Whoever has closed a connection meanwhile is heard first.
      if (timer.due <= reached) setImmediate(() => timer.ring());
      else timer.wait();
    }
  }

  // What follows is for the timers themselves.

  now() {
    return this.#clock.now();
  }

  rung(ms) {
    this.#clock.rung(ms);
  }

  add(timer) {
    this.#pending.add(timer);
  }

  has(timer) {
    return this.#pending.has(timer);
  }

  remove(timer, number) {
    this.#pending.delete(timer);
    this.#byNumber.delete(number);
  }

  number(timer) {
    this.#numbers += 1;
    this.#byNumber.set(this.#numbers, timer);
    return this.#numbers;
  }
};

/** In place of Node's own, with all that it can do. */
class Timeout {
  #timers;
  #callback;
  #ms;
  #repeats;
  #real;
  #isReferenced = true;
  #number;

  constructor(timers, callback, ms, repeats) {
    this.#timers = timers;
    this.#callback = callback;
    this.#ms = ms >= 1 && ms <= LONGEST_MS ? Math.trunc(ms) : 1;
    this.#repeats = repeats;
    this.refresh();
  }

  refresh() {
    this.due = this.#timers.now() + this.#ms;
    this.#timers.add(this);
    return this.wait();
  }

  /** For what is left of its time. */
  wait() {
    clearRealTimeout(this.#real);
    this.#real = realTimeout(() => this.ring(), Math.max(1, this.due - this.#timers.now()));
    if (!this.#isReferenced) this.#real.unref();
    return this;
  }

  ring() {
    if (!this.#timers.has(this)) return;
    if (this.#repeats) this.refresh();
    else this.close();
    this.#timers.rung(this.#ms);
    this.#callback();
  }

  close() {
    this.#timers.remove(this, this.#number);
    clearRealTimeout(this.#real);
    return this;
  }

  ref() {
    this.#isReferenced = true;
    this.#real.ref();
    return this;
  }

  unref() {
    this.#isReferenced = false;
    this.#real.unref();
    return this;
  }

  hasRef() {
    return this.#isReferenced;
  }

  [Symbol.toPrimitive]() {
    this.#number ??= this.#timers.number(this);
    return this.#number;
  }

  [Symbol.dispose]() {
    this.close();
  }
}
