/** Alarms of a configuration that the matrix can't evaluate, and why. */
import type { Estate } from '../../estate/migration/estate.ts';
import type { ReadAlarms } from '../../scenes/migration/alarms.ts';
import { ALARMS } from '../../snapshot/kinds/cloudwatch.ts';
import { notKnown, useless, type Why } from './why.ts';

export interface NotEvaluated extends Why {
  /** Whether no scenario can be played because of it. */
  readonly isRefused: boolean;
}

/** @param names of the alarms that roll back */
export function notEvaluatedOf(
  names: readonly string[],
  { definitions, faults }: ReadAlarms,
  estate: Pick<Estate, 'home' | 'snapshot'>,
): ReadonlyMap<string, NotEvaluated> {
  const faulty = faults.flatMap(({ alarms, words }) => {
    const why = { ...notKnown(`${sentence(words)} Try it in your account.`), isRefused: true };
    return alarms.map((name) => [name, why] as const);
  });
  const byFault = new Map(faulty);
  const others = names.filter(
    (name) => !byFault.has(name) && !definitions.some((each) => each.name === name),
  );
  const absent = others.map((name) => {
    const why = whyAbsent(name, estate, [...byFault.keys()]);
    return [name, { ...why, isRefused: false }] as const;
  });
  return new Map([...faulty, ...absent]);
}

/** @param faulty names of those that can't be evaluated */
function whyAbsent(
  name: string,
  { home, snapshot }: Pick<Estate, 'home' | 'snapshot'>,
  faulty: readonly string[],
): Why {
  const has = snapshot
    .all(ALARMS)
    .filter(({ content: { MetricAlarms = [], CompositeAlarms = [] } }) =>
      [...MetricAlarms, ...CompositeAlarms].some(({ AlarmName }) => AlarmName === name),
    );
  if (has.some(({ account, region }) => account === home.account && region === home.region))
    return notKnown(
      `It rests on ${faulty.join(', ')}, which the rehearsal can't evaluate. Try it in your account.`,
    );
  const [elsewhere] = has;
  if (elsewhere)
    return useless(
      `It is in ${elsewhere.region} of the account ${elsewhere.account}, and the migration in ${home.region} of ${home.account}: events of other Regions or accounts do not arrive here. Create it in ${home.region}.`,
    );
  return notKnown('The snapshot has no alarm of this name. Create the alarm, or correct its name.');
}

function sentence(words: string): string {
  return `${words[0]?.toUpperCase()}${words.slice(1)}.`;
}
