/** Times as CloudWatch writes them inside texts. */

/** `2026-11-23T04:56:00.000+0000`. */
export function awsTime(at: number): string {
  return new Date(at).toISOString().replace('Z', '+0000');
}

/** `23/11/26 04:56:00`. */
export function shortTime(at: number): string {
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}

/** `Friday 22 July, 2022 15:57:45 UTC`. */
export function longTime(at: number): string {
  const time = new Date(at);
  const word = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' }).format(time);
  const day = `${word({ weekday: 'long' })} ${time.getUTCDate()} ${word({ month: 'long' })}`;
  return `${day}, ${time.getUTCFullYear()} ${time.toISOString().slice(11, 19)} UTC`;
}
