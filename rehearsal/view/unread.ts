import type { EventEmitter } from 'node:events';

/** Calls `then` once when output can no longer be written: its reader has gone, as in `npm start | head`. */
export function whenUnread(out: EventEmitter, then: (error: Error) => void): void {
  let reported = false;
  out.on('error', (error: Error) => {
    // Each further write fails, too.
    if (!reported) then(error);
    reported = true;
  });
}
