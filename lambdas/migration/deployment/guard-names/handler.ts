import { DEPLOYMENT } from '../../contract/states.ts';
import { journalOf } from '../../runtime/journal.ts';
import { makeEventHandler } from '../../runtime/make-handler.ts';
import { guardNames } from './guard-names.ts';
import { readRequest } from './read-request.ts';

export const handler = makeEventHandler(DEPLOYMENT.guardNames, readRequest, (request, { settings }) =>
  guardNames(request, { settings, journalOf: (migration) => journalOf({ migration }) }),
);
