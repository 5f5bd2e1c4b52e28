/** Masters that EC2 takes soon, though it and Auto Scaling say of them what they say of any other. */

/**
 * Source: EC2's guide, "Spot Instance interruption notices": two minutes before. The rest is for the shutdown, until EC2 says
 * something else than `running`.
 */
const WARNED_SECONDS = 300;

/** Whether a warning of the instance still counts at `now` (epoch milliseconds). */
export function isWarned(warnings: Warnings, instance: string, now: number): boolean {
  const at = warnings[instance];
  return at !== undefined && now - Date.parse(at) < WARNED_SECONDS * 1000;
}

/**
 * With the warning, and without those that count no more; the very same where it says nothing new.
 * @param at when EC2 warned, ISO 8601
 * @param now ISO 8601
 */
export function withWarning(warnings: Warnings, instance: string, at: string, now: string): Warnings {
  const before = warnings[instance];
  const isNews = before === undefined || Date.parse(at) > Date.parse(before);
  const next = { ...warnings, [instance]: at };
  if (!isNews || !isWarned(next, instance, Date.parse(now))) return warnings;
  return Object.fromEntries(Object.entries(next).filter(([id]) => isWarned(next, id, Date.parse(now))));
}

/** By instance: when EC2 warned that it takes it, ISO 8601. Old ones may be left out. */
export type Warnings = Readonly<Record<string, string>>;
