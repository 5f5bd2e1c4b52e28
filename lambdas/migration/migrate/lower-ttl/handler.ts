import { parseChangePayload } from '../../runtime/change-schemas.ts';
import { dnsPorts } from '../../runtime/dns-ports.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { copyPorts } from '../../runtime/swap-ports.ts';
import { lowerTtl } from './lower-ttl.ts';

export const handler = makeHandler('LowerTtl', parseChangePayload, ({ run }, context) =>
  lowerTtl(run, { ...copyPorts(context), dns: dnsPorts(context) }),
);
