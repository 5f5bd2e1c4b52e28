import * as z from 'zod/mini';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { dnsWorld } from '../../runtime/dns-world.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { copyWorld } from '../../runtime/swap-world.ts';
import { lowerTtl } from './lower-ttl.ts';

export const handler = makeHandler('LowerTtl', parserFor(z.object({ run: runSchema })), ({ run }, context) =>
  lowerTtl(run, { ...copyWorld(context), dns: dnsWorld(context) }),
);
