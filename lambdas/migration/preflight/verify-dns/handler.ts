import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { dnsPorts } from '../../runtime/dns-ports.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { verifyDns } from './verify-dns.ts';

export const handler = makeHandler(MIGRATE.verifyDns, parseCheckPayload, ({ run, continues }, context) => {
  const { settings } = context;
  const asking = { migration: settings.migration, run: run.name, continues, settings };
  return verifyDns(settings.zones, asking, dnsPorts(context));
});
