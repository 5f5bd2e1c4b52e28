import type { EvidencePorts } from '../evidence/ports.ts';
import type { HandlerContext } from './make-handler.ts';
import { alarms, trafficOf } from './metric-ports.ts';
import { swapPorts } from './swap-ports.ts';

/** Route 53, the journal, alarms and request counts, as a function that judges needs them. */
export function evidencePorts(context: HandlerContext): EvidencePorts {
  return { ...swapPorts(context), alarms, traffic: trafficOf(context) };
}
