import { MIGRATE } from '../../contract/states.ts';
import { parseChangePayload } from '../../runtime/change-schemas.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { schedulesOf } from '../../runtime/schedules.ts';
import { startWatch } from './start-watch.ts';

export const handler = makeHandler(MIGRATE.startWatch, parseChangePayload, ({ run }) =>
  startWatch(run, schedulesOf()),
);
