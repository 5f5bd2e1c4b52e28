import type { Validity } from '../tools/certificates.ts';
import { DAY } from '../world/minutes.ts';

/**
 * The days of a certificate by the rehearsed clock, counted from the machine's: functions compare a certificate with the former,
 * OpenSSL with the latter. What is over is over for both, and what has not begun has not for either; a certificate that is good
 * for both has its days left by the clock that is ahead.
 * @param rehearsed now, epoch milliseconds @param machine now, epoch milliseconds
 */
export function validityFor({ from, until }: Validity, rehearsed: number, machine = Date.now()): Validity {
  const ahead = (rehearsed - machine) / DAY;
  return {
    from: from + (from > 0 ? Math.max(ahead, 0) : Math.min(ahead, 0)),
    until: until + (until > 0 ? Math.max(ahead, 0) : Math.min(ahead, 0)),
  };
}
