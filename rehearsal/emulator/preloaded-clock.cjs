// Gives a process the rehearsal's time: loaded before anything else by `node --require`, so that what runs doesn't
// know. `Date` is real time plus the offset that the emulator keeps in REHEARSAL_CLOCK_FILE (one little-endian
// double, whole milliseconds), read anew at each look. `performance` and `process.hrtime` move on with it
// (durations.cjs). Timers wait for it in functions (function-waits), and stay real in other processes.
'use strict';
const fs = require('node:fs');
const { Durations, replaceDurations } = require('./durations.cjs');
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

const atStart = offset();
const durations = new Durations(() => offset() - atStart);
replaceDurations(durations);

if (process.env.REHEARSAL_WAITS_FD) {
  waitBy(Number(process.env.REHEARSAL_WAITS_FD), { now, rung: (ms) => durations.rung(ms) });
}
