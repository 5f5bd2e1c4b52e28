import * as z from 'zod/mini';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { dnsPorts } from '../../runtime/dns-ports.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { copyPorts } from '../../runtime/swap-ports.ts';
import { lowerTtl } from './lower-ttl.ts';

export const handler = makeHandler('LowerTtl', parserFor(z.object({ run: runSchema })), ({ run }, context) =>
  lowerTtl(run, { ...copyPorts(context), dns: dnsPorts(context) }),
);
