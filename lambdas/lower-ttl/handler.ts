import * as z from 'zod/mini';
import { dnsWorld } from '../shared/runtime/dns-world.ts';
import { makeHandler } from '../shared/runtime/make-handler.ts';
import { parserFor, runSchema } from '../shared/runtime/parse.ts';
import { copyWorld } from '../shared/runtime/swap-world.ts';
import { lowerTtl } from './lower-ttl.ts';

export const handler = makeHandler('LowerTtl', parserFor(z.object({ run: runSchema })), ({ run }, context) =>
  lowerTtl(run, { ...copyWorld(context), dns: dnsWorld(context) }),
);
