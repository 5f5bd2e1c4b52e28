import type { Authorize } from '../../../rehearsal/gateway/index.ts';

type Question = Parameters<Authorize>[0];

export const ROLE = 'arn:aws:iam::111122223333:role/shift-weight-role';

export interface Policies {
  readonly authorize: Authorize;
  readonly asked: readonly Question[];
  /** Decides; at first everything is allowed. */
  allows: (question: Question) => boolean;
}

/** A policy evaluator that knows one function's key, FUNCTIONKEY, and remembers what it was asked. */
export function somePolicies(): Policies {
  const asked: Question[] = [];
  const policies: Policies = {
    asked,
    allows: () => true,
    authorize: async (question) => {
      asked.push(question);
      if (question.accessKeyId === 'OPERATORKEY') {
        return {
          allowed: false,
          reason: 'no statement',
          principal: 'arn:aws:iam::111122223333:role/deploy',
          function: null,
        };
      }
      if (question.accessKeyId !== 'FUNCTIONKEY') {
        return { allowed: false, reason: 'nobody has this key', principal: null, function: null };
      }
      const allowed = policies.allows(question);
      const reason = allowed ? '' : `no statement of ${ROLE} allows it`;
      return { allowed, reason, principal: ROLE, function: 'shop-ShiftWeight' };
    },
  };
  return policies;
}

export const FUNCTION_CREDENTIALS = {
  accessKeyId: 'FUNCTIONKEY',
  secretAccessKey: 'secret',
  sessionToken: 'session',
};
export const ROOT_CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

/** What a signed request says of its service, by root. */
export function scopeOf(service: string): string {
  return `AWS4-HMAC-SHA256 Credential=test/20261123/us-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}
