import * as z from 'zod/mini';
import { instant, parserFor, runSchema, stepSchema, text } from '../../shared/runtime/parse.ts';
import type { Page, ReplacementRef, ReplacePayload } from '../contract/payloads.ts';
import { PAGES } from '../contract/states.ts';
import type { ClusterVersions } from '../contract/versions.ts';
import type { EtcdVolume, MasterHealth, MastersView } from '../contract/view.ts';

/** Instances may be unknown, and then they are ''. */
const replacementSchema: z.ZodMiniType<ReplacementRef> = z.object({
  id: text,
  group: text,
  instance: z.string(),
  attempt: z.int().check(z.positive()),
});

/** The fields that every state of ReplaceMaster gets; a state that gets more extends them. */
export const replaceFields = {
  run: runSchema,
  replacement: replacementSchema,
  phase: z.enum(['lease', 'gate', 'drain', 'confirm', 'volumes', 'replacement', 'launch', 'verify']),
  fencing: stepSchema,
};

/** What most states of ReplaceMaster are called with. @throws InvalidInput */
export const parseReplacePayload: (raw: unknown) => ReplacePayload = parserFor(z.object(replaceFields));

export const pageSchema: z.ZodMiniType<Page> = z.object({
  heading: z.enum(Object.values(PAGES)),
  reason: z.string(),
});

const volumeSchema: z.ZodMiniType<EtcdVolume> = z.object({
  id: text,
  etcdCluster: text,
  member: text,
  members: z.array(text),
  zone: z.string(),
  state: z.string(),
  attachedTo: z.string(),
  attachment: z.string(),
});

const groupSchema: z.ZodMiniType<MastersView['groups'][number]> = z.object({
  name: text,
  zones: z.array(text),
  desired: z.int(),
  suspended: z.array(z.object({ process: text, reason: z.string() })),
  targetGroupArns: z.array(text),
  loadBalancers: z.array(text),
  instances: z.array(
    z.object({
      id: text,
      lifecycle: z.string(),
      state: z.string(),
      zone: z.string(),
      address: z.string(),
      launchedAt: z.string(),
    }),
  ),
  volumes: z.array(volumeSchema),
});

export const viewSchema: z.ZodMiniType<MastersView> = z.object({
  at: instant,
  groups: z.array(groupSchema),
  otherVolumes: z.array(volumeSchema),
});

export const healthSchema: z.ZodMiniType<MasterHealth[]> = z.array(
  z.object({
    instance: text,
    answered: z.boolean(),
    failure: z.exactOptional(z.enum(['refused', 'silent'])),
    etcd: z.record(z.string(), z.boolean()),
    reason: z.string(),
  }),
);

export const versionsSchema: z.ZodMiniType<ClusterVersions> = z.object({
  masters: z.array(z.object({ instance: text, version: z.string(), reason: z.string() })),
  nodes: z.discriminatedUnion('known', [
    z.object({ known: z.literal(true), counts: z.record(z.string(), z.int()) }),
    z.object({ known: z.literal(false), reason: z.string() }),
  ]),
});
