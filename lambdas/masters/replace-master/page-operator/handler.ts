import * as z from 'zod/mini';
import { parserFor } from '../../../shared/runtime/parse.ts';
import { REPLACE_MASTER } from '../../contract/states.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { pagePorts } from '../../runtime/page-ports.ts';
import { pageSchema, replaceFields } from '../../runtime/payloads.ts';
import { pageOperator } from './page-operator.ts';

export const handler = makeHandler(
  REPLACE_MASTER.pageOperator,
  parserFor(z.object({ ...replaceFields, page: pageSchema })),
  (payload, context) => pageOperator(payload, pagePorts(context)),
);
