import { HOUR, minuteOf } from '../../world/minutes.ts';
import { requestsAt, type Traffic } from '../../world/traffic.ts';

/** The first full hour after `start` in which traffic grows past its mean. */
export function meanMoment(traffic: Traffic, start: number): number {
  const hours = Array.from({ length: 25 }, (_, i) => start + i * HOUR);
  const rates = hours.map((at) => requestsAt(traffic, at));
  // A little less: a sum of 24 numbers is never exact.
  const mean = (rates.slice(0, 24).reduce((sum, rate) => sum + rate, 0) / 24) * (1 - 1e-9);
  const crossing = rates.findIndex((rate, i) => i > 0 && rate >= mean && (rates[i - 1] as number) < mean);
  return minuteOf(hours[Math.max(crossing, 0)] as number);
}
