import * as z from 'zod/mini';
import { parserFor } from '../../../shared/runtime/parse.ts';
import type { VerifyWorkloadsPayload } from '../../contract/payloads.ts';
import { checkFields } from '../../runtime/check-payload.ts';

const owned = z.array(z.object({ name: z.string(), owner: z.string() }));

/** What DescribeOwners handed on. @throws InvalidInput */
export const parseVerifyWorkloadsPayload: (raw: unknown) => VerifyWorkloadsPayload = parserFor(
  z.object({ ...checkFields, owners: z.object({ owned, unread: z.string() }) }),
);
