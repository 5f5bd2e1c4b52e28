// How long something takes, for `performance` and `process.hrtime`: real time and the jumps of the clock, but on a connection
// for which the world says how long a round trip takes, just that. Such a connection is measured between two
// readings: if it was connected in between, or something came back, that took one round trip, whatever the machine
// took for it. It is the one that was opened last.
'use strict';
const { performance } = require('node:perf_hooks');

const { hrtime } = process;
const real = performance.now.bind(performance);

exports.Durations = class Durations {
  #jumped;
  /** How far `now` is ahead of real time and the jumps, milliseconds; behind where it is negative. */
  #ahead = 0;
  #last = 0;
  /** `seen` is what it had received at the last reading, and `since` when that changed, real milliseconds. */
  #connection;

  /** @param jumped how far the clock has jumped since the process began, milliseconds */
  constructor(jumped) {
    this.#jumped = jumped;
  }

  now() {
    if (this.#connection === undefined) this.#last = this.#flowing();
    else this.#takeRoundTrip(this.#connection);
    return this.#last;
  }

  /** From now on until the socket is closed, only its round trips take time. */
  stand(socket, roundTripMs) {
    const connection = { socket, roundTripMs, seen: 0, since: real() };
    this.#connection = connection;
    socket.once('close', () => {
      if (this.#connection !== connection) return;
      this.#connection = undefined;
      this.#ahead += this.#last - this.#flowing();
    });
  }

  /** A timer has rung after `ms`: if all the while nothing came back, that has really taken as long. */
  rung(ms) {
    const connection = this.#connection;
    if (connection === undefined || real() - ms < connection.since) return;
    if (progressOf(connection) === connection.seen) this.#last += ms;
  }

  #flowing() {
    return real() + this.#jumped() + this.#ahead;
  }

  #takeRoundTrip(connection) {
    const seen = progressOf(connection);
    if (seen === connection.seen) return;
    this.#last += connection.roundTripMs;
    connection.seen = seen;
    connection.since = real();
  }
};

/** Grows when it is connected, and with all that comes back. */
function progressOf({ socket }) {
  return socket.connecting ? 0 : socket.bytesRead + 1;
}

/** In place of `performance.now` and `process.hrtime`. */
exports.replaceDurations = (durations) => {
  performance.now = () => durations.now();
  const began = hrtime.bigint() - BigInt(Math.round(real() * 1e6));
  const bigint = () => began + BigInt(Math.round(durations.now() * 1e6));
  process.hrtime = Object.assign(
    (since) => {
      const [seconds, nanoseconds] = since ?? [0, 0];
      const moment = bigint() - BigInt(seconds) * 1_000_000_000n - BigInt(nanoseconds);
      return [Number(moment / 1_000_000_000n), Number(moment % 1_000_000_000n)];
    },
    { bigint },
  );
  globalThis[Symbol.for('rehearsal.durations')] = durations;
};
