/** How a world's platforms answer from outside: its `web.json`. `SPEC.md` has the rules. */
import * as z from 'zod';
import { below, type Json } from '../snapshot/json.ts';
import type { Fault } from '../snapshot/problem.ts';

const answer = z.strictObject({
  status: z.int().min(200).max(599),
  headers: z.optional(z.record(z.string(), z.string())),
  body: z.optional(z.string()),
});

const VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;

const door = z.strictObject({
  /** Where it listens at all. */
  ports: z.array(z.literal([80, 443])),
  certificate: z.strictObject({
    names: z.array(z.string()).min(1),
    /** Days from now; negative ones are over. */
    from: z.number(),
    until: z.number(),
    /** Whether everybody trusts who signed it. */
    trusted: z.boolean(),
    /** Whether it is shown with all that leads to the root. */
    chain: z.boolean(),
  }),
  tls: z.strictObject({
    minVersion: z.optional(z.enum(VERSIONS)),
    maxVersion: z.optional(z.enum(VERSIONS)),
    ciphers: z.optional(z.string()),
  }),
  site: z.strictObject({
    hosts: z.array(z.string()),
    pages: z.record(z.string(), answer),
    noPage: answer,
    noHost: answer,
  }),
});

const doors = z.strictObject({ legacy: door, cluster: door });

export type DoorSettings = z.infer<typeof door>;
export type DoorsSettings = z.infer<typeof doors>;

/** What is wrong with the content of such a file, all of it. */
export function faultsInDoors(content: Json): readonly Fault[] {
  const { error } = doors.safeParse(content);
  return (error?.issues ?? []).map(({ path, message }) => ({
    at: path.reduce<string>((at, token) => below(at, String(token)), ''),
    words: message,
  }));
}

/** @param content without faults */
export function doorsIn(content: Json): DoorsSettings {
  return doors.parse(content);
}
