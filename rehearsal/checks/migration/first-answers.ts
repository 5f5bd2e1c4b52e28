import { isWithin } from '../../route53/index.ts';
import type { Evidence } from './evidence.ts';

export interface AskedName {
  readonly name: string;
  readonly type: 'A' | 'AAAA';
}

/** What clients ask for that had an answer when the scenario began: some platforms have no IPv6. */
export function answeredAtFirst(scene: Evidence['scene']): readonly AskedName[] {
  const { clientNames, engine, nameServer, start, zoneIds } = scene;
  const asked = clientNames.flatMap(({ name }) => [
    { name, type: 'A' as const },
    { name, type: 'AAAA' as const },
  ]);
  // Not a chain that ends with nothing.
  const leads = ({ name, type }: AskedName) => nameServer.possibleAnswers(name, type, start).length > 0;
  const answered: AskedName[] = [];
  for (const zoneId of zoneIds) {
    engine.replay(zoneId, (view, { number }) => {
      if (number > 0) return;
      const inZone = asked.filter((each) => isWithin(each.name, view.zoneName) && leads(each));
      answered.push(
        ...inZone.filter(({ name, type }) => engine.answerFrom(view, name, type).answers.length > 0),
      );
    });
  }
  return answered;
}
