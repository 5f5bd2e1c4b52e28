import type { Journal } from '../../../lambdas/migration/ports/journal.ts';
import { beforeImagesContract } from './before-images.ts';
import { peopleContract } from './people.ts';
import { rollBacksContract } from './roll-backs.ts';
import { runsContract } from './runs.ts';
import { watchedContract } from './watched.ts';

/** What every journal does; `make` gives a fresh one. */
export function journalContract(make: () => Promise<Journal>): void {
  runsContract(make);
  beforeImagesContract(make);
  rollBacksContract(make);
  peopleContract(make);
  watchedContract(make);
}
