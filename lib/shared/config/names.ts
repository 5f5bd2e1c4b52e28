/** DNS names, brought into the one notation in which Route 53 returns them. */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { displayName, undotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { show } from './place.ts';

export type NameReading =
  | { readonly name: string }
  /** Not a name that can be moved: what is expected, and what to write instead. */
  | { readonly expected: string; readonly fix: string };

const WILDCARD = '\\052';
/** RFC 1035, 2.3.4: 255 octets on the wire, which leaves 253 characters without the final dot. */
export const LONGEST_NAME = 253;
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?$/;

/**
 * Lower case, dot-terminated, a wildcard's `*` as `\052`: `WWW.Example.com` → `www.example.com.`.
 * Case, the trailing dot and the notation of `*` make no difference between names.
 */
export function readName(text: string): NameReading {
  return refuseForeignForm(text) ?? readLabels(undotted(text).split('.'));
}

/** The zone's own name with its lower part in front: whether Route 53 and resolvers could carry it. */
export function isTooLong(name: string): boolean {
  return displayName(name).length > LONGEST_NAME;
}

/** What is often written where a name should be. */
function refuseForeignForm(text: string): NameReading | undefined {
  const expected = 'a DNS name';
  if (text.trim() === '') return { expected, fix: "'www.example.com', for example" };
  if (text.trim() !== text) return { expected: 'a DNS name without spaces', fix: show(text.trim()) };
  if (text === '@') return { expected, fix: "the zone's name, for its apex" };
  if (isIP(text))
    return { expected: 'a DNS name, not an address', fix: 'the name that answers with this address' };
  const host = /^[a-z][a-z0-9+.-]*:\/\/([^/:?#]+)/i.exec(text)?.[1] ?? /^([^/:]+)[/:]/.exec(text)?.[1];
  if (host) return { expected: 'only a DNS name', fix: show(host) };
  const ascii = /[^\p{ASCII}]/u.test(text) ? domainToASCII(text) : '';
  if (ascii) return { expected: 'a DNS name as written in the zone (punycode)', fix: `'${ascii}'` };
  return undefined;
}

function readLabels(labels: readonly string[]): NameReading {
  const [first, ...rest] = labels.map((label, i) => (i === 0 && label === '*' ? WILDCARD : label));
  const name = `${[first, ...rest].join('.')}.`;
  const plain = first === WILDCARD ? rest : [first ?? '', ...rest];
  if (plain.some((label) => label.includes('*') || label === WILDCARD))
    return {
      expected: 'a name in which `*`, if any, is the whole first label',
      fix: "'*.apps.example.com', for example",
    };
  if (plain.includes(''))
    return { expected: 'a DNS name without empty labels', fix: 'only one dot between two labels' };
  const long = plain.find((label) => label.length > 63);
  if (long)
    return {
      expected: 'a DNS name whose labels have at most 63 characters',
      fix: `a shorter label than ${show(long)}`,
    };
  const odd = plain.find((label) => !LABEL.test(label));
  if (odd !== undefined)
    return {
      expected: 'a DNS name of letters, digits, hyphens (not at the start or end of a label) and underscores',
      fix: `another character instead of ${show(odd)}`,
    };
  if (isTooLong(name))
    return { expected: `a DNS name of at most ${LONGEST_NAME} characters`, fix: 'a shorter name' };
  return { name };
}
