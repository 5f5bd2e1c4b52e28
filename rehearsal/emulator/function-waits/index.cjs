// Lets a function wait on the rehearsal's clock (SPEC.md, "A function that sleeps"): its timers are due on that clock,
// and while nothing but timers is pending, it says until when, and stands still until the clock is there. What waits
// for an answer doesn't sleep: time runs normally then, and a timer that guards the answer is as long as it says.
'use strict';
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const { promisify } = require('node:util');
const { giveBackBetweenCalls } = require('./give-back.cjs');
const { countHiddenWork } = require('./hidden-work.cjs');
const { PendingTimers } = require('./pending-timers.cjs');
const { promisedTimers, timeoutSignal } = require('./promised-timers.cjs');

/** How often it is looked whether only timers are pending, real milliseconds. Shorter waits pass in real time. */
const LOOK_EVERY_MS = 4;

const PIPE = 'PipeWrap';

const { setTimeout: realTimeout, clearTimeout: clearRealTimeout } = globalThis;

/**
 * @param fd a socket to the emulator: a moment goes there (a little-endian double), a byte comes back when it has come
 * @param clock `now` is its time in milliseconds; `rung` is called for each timer that rings, with its delay
 */
exports.waitBy = (fd, clock) => {
  const timers = new PendingTimers(clock);
  replaceTimers(timers);
  const isBusy = countHiddenWork();
  const memory = giveBackBetweenCalls();
  let [looking, pipes] = [];

  function look() {
    if (timers.first !== undefined && onlyTimersArePending(pipes) && !isBusy()) sleep();
    looking = realTimeout(look, LOOK_EVERY_MS).unref();
  }

  function sleep() {
    const until = timers.first;
    const message = Buffer.alloc(8);
    message.writeDoubleLE(until);
    fs.writeSync(fd, message);
    if (fs.readSync(fd, message, 0, 1, null) !== 1) throw new Error('The emulator is gone.');
    timers.moveOn(until);
  }

  // The runtime says when a call begins and ends. Between calls nothing sleeps: Lambda freezes the process.
  globalThis[Symbol.for('rehearsal.waits')] = {
    begin: () => {
      memory.begin();
      pipes ??= standardPipes();
      timers.moveOn();
      looking = realTimeout(look, LOOK_EVERY_MS).unref();
    },
    end: () => {
      clearRealTimeout(looking);
      memory.end();
    },
  };
};

function replaceTimers(timers) {
  const own = {
    setTimeout: (callback, ms, ...args) => timers.start(callback, ms, args),
    setInterval: (callback, ms, ...args) => timers.start(callback, ms, args, { repeats: true }),
    clearTimeout: (timer) => timers.clear(timer),
    clearInterval: (timer) => timers.clear(timer),
  };
  const promised = promisedTimers(own);
  Object.defineProperty(own.setTimeout, promisify.custom, { value: promised.setTimeout });
  Object.assign(globalThis, own);
  Object.assign(require('node:timers'), own);
  const { scheduler } = Object.assign(require('node:timers/promises'), promised);
  Object.defineProperty(scheduler, 'wait', {
    value: (ms, options) => promised.setTimeout(ms, undefined, options),
  });
  AbortSignal.timeout = timeoutSignal(own, AbortSignal.timeout);
  syncBuiltinESMExports();
}

/** Beside the standard streams. What is idle, as a connection that is kept for later, isn't pending. */
function onlyTimersArePending(pipes) {
  const others = process.getActiveResourcesInfo().filter((each) => each !== 'Timeout');
  return others.length <= pipes && others.every((each) => each === PIPE);
}

/** Standard streams; Node opens some of them only when they are used. */
function standardPipes() {
  for (const each of [process.stdin, process.stdout, process.stderr]) each.on('error', () => undefined);
  return process.getActiveResourcesInfo().filter((each) => each === PIPE).length;
}
