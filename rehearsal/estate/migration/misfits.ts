/** Why a snapshot may not show what is in the accounts now, as sentences that say what to run. */

import { type Asked, readManifest, takeAgain } from '../../snapshot/manifest.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { fromFuture, oldAge, zonesApart } from '../../worlds/age.ts';
import { lackingIn, there } from './configured.ts';
import type { Estate } from './estate.ts';
import { inWords, notAskedFor } from './named.ts';
import { attributesMissingIn, undescribedIn } from './undescribed.ts';

/** @param snapshot as it was taken @param estates of the migrations that are looked at in it @param now epoch milliseconds */
export function misfits(snapshot: Snapshot, estates: readonly Estate[], now: number): readonly string[] {
  const { folder } = snapshot;
  const { asked } = readManifest(folder) ?? {};
  const news = notAskedFor(asked, estates.map(withoutWhatIsThere));
  // What it was not asked for is said once.
  const others = estates.flatMap((estate) => lackingIn(withoutNews(estate, news)));
  return [
    ...oldAge(snapshot, now),
    ...fromFuture(snapshot, now),
    ...(Object.keys(news).length === 0
      ? []
      : [`The snapshot ${folder} was not asked for ${inWords(news)}. ${takeAgain(folder)}`]),
    ...zonesApart(snapshot),
    ...new Set([...others, ...estates.flatMap(undescribedIn), ...estates.flatMap(attributesMissingIn)]),
  ];
}

/** An alarm of the app itself was not in AWS then, but its template has it. */
function withoutWhatIsThere(estate: Estate): Estate['settings'] {
  const { alarms, databases } = there(estate);
  return without(
    estate,
    (name) => alarms.has(name),
    (name) => databases.has(name),
  ).settings;
}

function withoutNews(estate: Estate, { alarm = [], database = [] }: Asked): Estate {
  return without(
    estate,
    (name) => alarm.includes(name),
    (name) => database.includes(name),
  );
}

function without(
  { settings, ...estate }: Estate,
  isAlarmOut: (name: string) => boolean,
  isDatabaseOut: (identifier: string) => boolean,
): Estate {
  return {
    ...estate,
    settings: {
      ...settings,
      alarms: settings.alarms.filter(({ name }) => !isAlarmOut(name)),
      databases: settings.databases.filter(({ identifier }) => !isDatabaseOut(identifier)),
    },
  };
}
