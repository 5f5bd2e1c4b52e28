import type { EventEmitter } from 'node:events';

/** Calls `then` once when what is said cannot be written any more: its reader has gone, as in `npm start | head`. */
export function whenUnread(out: EventEmitter, then: (error: Error) => void): void {
  let told = false;
  out.on('error', (error: Error) => {
    // Each further write fails, too.
    if (!told) then(error);
    told = true;
  });
}
