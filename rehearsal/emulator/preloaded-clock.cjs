// Gives a process the rehearsal's time: loaded before anything else by `node --require`, so that what runs doesn't
// know. `Date` is real time plus the offset that the emulator keeps in REHEARSAL_CLOCK_FILE (one little-endian
// double, whole milliseconds), read anew at each look. Timers, `performance` and `process.hrtime` stay real: they
// measure how long work takes, and work takes real time.
'use strict';
const fs = require('node:fs');

const file = fs.openSync(process.env.REHEARSAL_CLOCK_FILE, 'r');
const buffer = Buffer.alloc(8);
const RealDate = Date;

function now() {
  if (fs.readSync(file, buffer, 0, 8, 0) !== 8) {
    throw new Error(`REHEARSAL_CLOCK_FILE ${process.env.REHEARSAL_CLOCK_FILE} has no offset of 8 bytes`);
  }
  return RealDate.now() + buffer.readDoubleLE(0);
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
