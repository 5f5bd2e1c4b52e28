import * as z from 'zod/mini';
import { sfn } from '../../../shared/adapters/sfn-client.ts';
import { environmentValue, VERSION } from '../../../shared/runtime/environment.ts';
import { parserFor } from '../../../shared/runtime/parse.ts';
import { SfnHistory } from '../../adapters/sfn-history.ts';
import { SfnNewestExecutions } from '../../adapters/sfn-newest-executions.ts';
import { SfnWatchedExecutions } from '../../adapters/sfn-watched-executions.ts';
import { ENV } from '../../contract/environment.ts';
import { CONTROL } from '../../contract/states.ts';
import { journalOf } from '../../runtime/journal.ts';
import { keptImages } from '../../runtime/kept-images.ts';
import { makeEventHandler } from '../../runtime/make-handler.ts';
import { alarms, trafficOf } from '../../runtime/metric-ports.ts';
import { status } from './status.ts';

const imagesIn = keptImages();

export const handler = makeEventHandler(
  CONTROL.status,
  parserFor(z.strictObject({})),
  (_asked, { settings, clock }) => {
    const journal = journalOf(settings);
    const machines = {
      migrate: environmentValue(ENV.migrateArn),
      rollBack: environmentValue(ENV.rollBackArn),
    };
    return status({
      settings,
      version: VERSION,
      clock,
      journal,
      alarms,
      traffic: trafficOf({ settings, clock }),
      executions: new SfnWatchedExecutions(sfn, machines),
      newest: new SfnNewestExecutions(sfn, machines),
      history: new SfnHistory(sfn),
      beforeImageOf: (run) => imagesIn(journal, run),
    });
  },
);
