import { MASTERS_EVENTS } from '../../contract/states.ts';
import { makeEventHandler } from '../../runtime/make-handler.ts';
import { pagePorts } from '../../runtime/page-ports.ts';
import { sweepMasters } from './sweep-masters.ts';

// The schedule's event says nothing that the sweep goes by.
const nothing = () => undefined;

export const handler = makeEventHandler(MASTERS_EVENTS.sweepMasters, nothing, (_nothing, context) =>
  sweepMasters(pagePorts(context)),
);
