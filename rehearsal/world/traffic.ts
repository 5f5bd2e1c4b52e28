/** Requests that all names get together, by the time of day. */
import { DAY, HOUR } from './minutes.ts';

export interface Traffic {
  /** Mean over a working day. */
  readonly requestsPerMinute: number;
  /** How far the busiest hour lies above the mean and the quietest below it (0–1). */
  readonly swing: number;
  /** Hour of the day (UTC) that is the busiest. */
  readonly busiestHour: number;
  /** How much comes on a Saturday or Sunday, of what comes on another day; by default as much. */
  readonly weekend?: number | undefined;
  /** Between these moments nobody asks for anything, epoch milliseconds. */
  readonly silence?: { readonly from: number; readonly until: number } | undefined;
}

/** The mean number of requests in the minute at `at`. */
export function requestsAt(traffic: Traffic, at: number): number {
  const { requestsPerMinute, swing, busiestHour, weekend = 1, silence } = traffic;
  if (silence && at >= silence.from && at < silence.until) return 0;
  const phase = ((at - busiestHour * HOUR) % DAY) / DAY;
  const isWeekend = [0, 6].includes(new Date(at).getUTCDay());
  return requestsPerMinute * (1 + swing * Math.cos(2 * Math.PI * phase)) * (isWeekend ? weekend : 1);
}
