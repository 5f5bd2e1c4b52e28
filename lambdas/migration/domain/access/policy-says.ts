/** What a resource's policy says of a request. */
import { isMet } from './condition.ts';
import type { AccessRequest, Listed, Statement } from './policy.ts';
import { isMeant } from './principal.ts';
import { all, any, known, not, type Truth } from './truth.ts';
import { matches } from './wildcard.ts';

export interface PolicySays {
  /** Wins over everything that allows. */
  readonly denied: Truth;
  /** The role itself: no other policy is needed in the same account. */
  readonly allowed: Truth;
  /** Its account: then the role's own policies decide. */
  readonly delegated: Truth;
  /** What the answers depend on and nobody knows yet, as `statement <sid>: <key>`. */
  readonly open: readonly string[];
}

export function policySays(statements: readonly Statement[], request: AccessRequest): PolicySays {
  const judged = statements.map((statement) => judge(statement, request));
  const denying = judged.filter(({ statement }) => statement.effect === 'Deny');
  const allowing = judged.filter(({ statement }) => statement.effect === 'Allow');
  return {
    // A denial of an account is one of all that is in it.
    denied: any(denying.flatMap(({ role, account }) => [role, account])),
    allowed: any(allowing.map(({ role }) => role)),
    delegated: any(allowing.map(({ account }) => account)),
    open: judged.flatMap(({ open }) => open),
  };
}

interface Judged {
  readonly statement: Statement;
  readonly role: Truth;
  readonly account: Truth;
  readonly open: readonly string[];
}

function judge(statement: Statement, { role, action, resource, context }: AccessRequest): Judged {
  const meant = isMeant(statement.principals, role);
  const isAbout = all([
    isListed(statement.actions, action, { ignoreCase: true }),
    isListed(statement.resources, resource),
  ]);
  const conditions = statement.conditions.map((condition) => ({ condition, met: isMet(condition, context) }));
  const applies = all([isAbout, ...conditions.map(({ met }) => met)]);
  const judged = { role: all([meant.role, applies]), account: all([meant.account, applies]) };
  const isOpen = judged.role === 'unknown' || judged.account === 'unknown';
  const depends = [
    ...conditions.filter(({ met }) => met === 'unknown').map(({ condition }) => condition.key),
    ...(meant.role === 'unknown' ? ['its principal'] : []),
  ];
  const name = statement.sid === '' ? 'a statement without Sid' : `statement ${statement.sid}`;
  return { statement, ...judged, open: isOpen ? depends.map((what) => `${name}: ${what}`) : [] };
}

function isListed({ negated, patterns }: Listed, text: string, { ignoreCase = false } = {}): Truth {
  const cased = (each: string) => (ignoreCase ? each.toLowerCase() : each);
  const found = any(
    patterns.map((pattern) =>
      pattern.includes('${') ? 'unknown' : known(matches(cased(pattern), cased(text))),
    ),
  );
  return negated ? not(found) : found;
}
