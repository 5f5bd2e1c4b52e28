/**
 * CloudWatch keeps an alarm's changes of state for two weeks (its CLI's reference, `mon-describe-alarm-history`): what
 * was before can't be known any more. Seconds.
 */
export const ALARM_HISTORY_SECONDS = 14 * 86_400;
