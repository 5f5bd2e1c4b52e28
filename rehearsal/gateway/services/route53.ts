import type { Route53Handler } from '../../route53/index.ts';
import { accountOf } from '../protocol/account.ts';
import type { ServiceHandler } from '../protocol/types.ts';

/** The project's Route 53 engine as a service of the gateway. */
export function route53Service(handler: Route53Handler): ServiceHandler {
  return ({ method, path, query, body }, principal) =>
    handler({
      method,
      path,
      query: Object.fromEntries(query),
      body: body.toString('utf8'),
      ...(principal !== '' && { caller: { arn: principal, account: accountOf(principal) } }),
    });
}
