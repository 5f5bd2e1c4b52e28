import { alarmsNamedIn } from '../../lambdas/migration/domain/alarm-rule.ts';
import type { ContentOf } from '../../rehearsal/snapshot/file-kind.ts';
import type { ALARMS as KIND } from '../../rehearsal/snapshot/kinds/cloudwatch.ts';
import { nameOfAlarm } from '../../rehearsal/world/composite-rule.ts';
import { DESCRIBE_ALARMS } from '../calls/alarms.ts';
import type { Source } from '../source/source.ts';
import type { RegionWanted } from '../wanted/wanted.ts';
import { askedOfEach, joined, pieces } from './in-pieces.ts';
import type { Part } from './part.ts';

export const ALARMS: Part = {
  calls: [DESCRIBE_ALARMS],
  isIn: ({ regions }) => regions.some(({ migrations }) => alarmsOf(migrations).length > 0),
};

type Described = ContentOf<typeof KIND>;

/** Most names that one question may have. */
const MOST_NAMES = 100;

/** The configured alarms, those of which composite ones are made, and those that suppress their actions. */
export async function takeAlarms(
  { account, region, migrations }: RegionWanted,
  source: Source,
): Promise<Described | undefined> {
  const configured = alarmsOf(migrations);
  if (configured.length === 0) return undefined;
  return source.file(DESCRIBE_ALARMS, { account, region }, async (ask) => {
    const answers: Described[] = [];
    const asked = new Set<string>();
    for (let wanted = configured; wanted.length > 0; ) {
      const questions = pieces(wanted, MOST_NAMES).map((AlarmNames) => ({ AlarmNames }));
      const found = await askedOfEach(ask, questions, { MetricAlarms: [] });
      for (const name of wanted) asked.add(name);
      answers.push(found);
      wanted = [...new Set(childrenIn(found))].filter((name) => !asked.has(name));
    }
    return joined(answers);
  });
}

function alarmsOf(migrations: RegionWanted['migrations']): string[] {
  return [...new Set(migrations.flatMap(({ alarms }) => alarms.map(({ name }) => name)))];
}

/** A rule that can't be read leads nowhere; the plan reports it. */
function childrenIn({ CompositeAlarms = [] }: Described): readonly string[] {
  return CompositeAlarms.flatMap(({ AlarmRule = '', ActionsSuppressor }) => [
    ...alarmsNamedIn(AlarmRule),
    ...(ActionsSuppressor === undefined ? [] : [nameOfAlarm(ActionsSuppressor)]),
  ]);
}
