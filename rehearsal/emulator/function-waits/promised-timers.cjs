// Those of `node:timers/promises`, and `AbortSignal.timeout`, by timers with callbacks: Node's own don't go by `setTimeout`.
'use strict';

exports.promisedTimers = ({ setTimeout, setInterval, clearTimeout, clearInterval }) => ({
  setTimeout: (ms, value, { signal, ref = true } = {}) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(aborted(signal));
      const abort = () => {
        clearTimeout(timer);
        reject(aborted(signal));
      };
      const ring = () => {
        signal?.removeEventListener('abort', abort);
        resolve(value);
      };
      const timer = setTimeout(ring, ms);
      if (!ref) timer.unref();
      signal?.addEventListener('abort', abort, { once: true });
    }),
  setInterval: async function* (ms, value, { signal, ref = true } = {}) {
    let [rung, wake] = [0, () => undefined];
    const ring = () => {
      rung += 1;
      wake();
    };
    const abort = () => wake();
    const timer = setInterval(ring, ms);
    if (!ref) timer.unref();
    signal?.addEventListener('abort', abort, { once: true });
    try {
      for (;;) {
        if (signal?.aborted) throw aborted(signal);
        for (; rung > 0; rung -= 1) yield value;
        await new Promise((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      clearInterval(timer);
      signal?.removeEventListener('abort', abort);
    }
  },
});

function aborted({ reason }) {
  const error = new Error('The operation was aborted', { cause: reason });
  return Object.assign(error, { name: 'AbortError', code: 'ABORT_ERR' });
}

/** @param original throws for what is no time, as it always does */
exports.timeoutSignal = ({ setTimeout }, original) =>
  function timeout(ms) {
    if (!Number.isInteger(ms) || ms < 0) return original.call(AbortSignal, ms);
    const controller = new AbortController();
    const reason = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    setTimeout(() => controller.abort(reason), ms).unref();
    return controller.signal;
  };
