// Gives a process the rehearsal's time: loaded before anything else by `node --require`, so that what runs doesn't
// know. `Date` is real time plus the offset that the emulator keeps in REHEARSAL_CLOCK_FILE (one little-endian
// double, whole milliseconds), read anew at each look. `performance` and `process.hrtime` move on with it. Timers
// wait for it in functions (function-waits), and stay real in other processes.
'use strict';
const fs = require('node:fs');
const { performance } = require('node:perf_hooks');
const { waitBy } = require('./function-waits/index.cjs');

const file = fs.openSync(process.env.REHEARSAL_CLOCK_FILE, 'r');
const buffer = Buffer.alloc(8);
const RealDate = Date;

function offset() {
  if (fs.readSync(file, buffer, 0, 8, 0) !== 8) {
    throw new Error(`REHEARSAL_CLOCK_FILE ${process.env.REHEARSAL_CLOCK_FILE} has no offset of 8 bytes`);
  }
  return buffer.readDoubleLE(0);
}

function now() {
  return RealDate.now() + offset();
}

// A proxy and not a subclass: what is made is a plain Date for `instanceof`, `constructor.name` and `inspect`.
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(
      target,
      args.length === 0 ? [now()] : args,
      newTarget === globalThis.Date ? target : newTarget,
    ),
  apply: () => new RealDate(now()).toString(),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
});
RealDate.prototype.constructor = globalThis.Date;

// What measures how long something takes counts what time has jumped since the process began.
const atStart = offset();
const { hrtime } = process;
const realNow = performance.now.bind(performance);
const jumped = () => offset() - atStart;
performance.now = () => realNow() + jumped();
const bigint = () => hrtime.bigint() + BigInt(jumped()) * 1_000_000n;
process.hrtime = Object.assign(
  (since) => {
    const [seconds, nanoseconds] = since ?? [0, 0];
    const moment = bigint() - BigInt(seconds) * 1_000_000_000n - BigInt(nanoseconds);
    return [Number(moment / 1_000_000_000n), Number(moment % 1_000_000_000n)];
  },
  { bigint },
);

if (process.env.REHEARSAL_WAITS_FD) waitBy(Number(process.env.REHEARSAL_WAITS_FD), now);
