import * as z from 'zod/mini';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { HOOK_MOMENTS } from '../../contract/hooks.ts';
import { MIGRATE } from '../../contract/states.ts';
import { judgeHook } from '../../domain/hook-verdict.ts';
import { hookSeenSchema } from '../../runtime/hook-schema.ts';
import { makeHandler } from '../../runtime/make-handler.ts';

const payload = z.object({
  run: runSchema,
  hook: z.enum(HOOK_MOMENTS),
  seen: hookSeenSchema,
});

export const handler = makeHandler(MIGRATE.judgeHook, parserFor(payload), ({ hook, seen }, { settings }) =>
  Promise.resolve(judgeHook(hook, seen, settings.hooks?.[hook]?.timeLimitSeconds ?? 0)),
);
