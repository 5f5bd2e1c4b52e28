// Between two calls a function gives back the memory that it doesn't need. On Lambda each has its own; here all share one machine's.
'use strict';
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

/** Real milliseconds without a call: what is called again at once would only lose time. */
const IDLE_MS = 1000;

const { setTimeout: realTimeout, clearTimeout: clearRealTimeout } = globalThis;

exports.giveBackBetweenCalls = () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  let waiting;
  return {
    begin: () => clearRealTimeout(waiting),
    end: () => {
      waiting = realTimeout(() => collect({ type: 'major', flavor: 'last-resort' }), IDLE_MS).unref();
    },
  };
};
