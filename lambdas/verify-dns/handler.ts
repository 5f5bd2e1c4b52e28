import { MIGRATE } from '../shared/contract/states.ts';
import { parseCheckPayload } from '../shared/runtime/check-payload.ts';
import { dnsWorld } from '../shared/runtime/dns-world.ts';
import { makeHandler } from '../shared/runtime/make-handler.ts';
import { verifyDns } from './verify-dns.ts';

export const handler = makeHandler(MIGRATE.verifyDns, parseCheckPayload, ({ run, continues }, context) => {
  const { settings } = context;
  const asking = { migration: settings.migration, run: run.name, continues, settings };
  return verifyDns(settings.zones, asking, dnsWorld(context));
});
