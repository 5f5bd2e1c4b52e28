import { DEPLOYMENT } from '../../contract/states.ts';
import { journalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { guardNames } from './guard-names.ts';
import { readRequest } from './read-request.ts';

export const handler = makeHandler(DEPLOYMENT.guardNames, readRequest, (request, { settings }) =>
  guardNames(request, { settings, journalOf: (migration) => journalOf({ migration }) }),
);
