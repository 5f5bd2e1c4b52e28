/** What is asked for on each name. */
import type { AskedName, PathSettings } from '../../../lambdas/migration/contract/ingress-settings.ts';
import { undotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { readEach } from '../../shared/config/lists.ts';
import type { Place } from '../../shared/config/place.ts';
import { readText, readWord } from '../../shared/config/values.ts';
import { readNamesOf } from './known-names.ts';

const MOST_PATHS = 20;
const MOST_HEADERS = 20;
/** More than are ever asked. */
const MOST_NAMES = 250;
const DEFAULT: PathSettings = { scheme: 'https', path: '/', hosts: [], headers: [], contains: '' };

/** @param asked undefined where they could not be read */
export function readPaths(place: Place, asked: readonly AskedName[] | undefined): PathSettings[] {
  if (place.isLeftOut) return [DEFAULT];
  const places = place.items({
    of: 'a path',
    atLeast: 0,
    atMost: MOST_PATHS,
    example: "paths: [{ path: '/' }, { path: '/login', headers: ['cache-control'] }]",
  });
  return (places ?? []).flatMap((at) => readPath(at, asked) ?? []);
}

function readPath(place: Place, asked: readonly AskedName[] | undefined): PathSettings | undefined {
  const fields = place.fields(['path', 'scheme', 'names', 'headers', 'contains'], { what: 'a path' });
  if (!fields) return undefined;
  const path = readPathText(fields.path);
  const scheme = fields.scheme.isLeftOut ? 'https' : readWord(fields.scheme, ['https', 'http']);
  const hosts = fields.names.isLeftOut ? [] : readHosts(fields.names, asked);
  const headers = fields.headers.isLeftOut ? [] : readHeaders(fields.headers);
  const contains = fields.contains.isLeftOut ? '' : readContains(fields.contains);
  if (path === undefined || scheme === undefined || contains === undefined) return undefined;
  return { scheme, path, hosts, headers, contains };
}

/** What is asked for by these names. */
function readHosts(place: Place, asked: readonly AskedName[] | undefined): string[] {
  const known = asked?.map(({ name }) => name);
  const names = readNamesOf(place, { known, atMost: MOST_NAMES, what: 'a name that is asked' });
  return names.map((name) => asked?.find((each) => each.name === name)?.host ?? undotted(name));
}

/** Source: RFC 9112, 3.2.1 (origin form), and RFC 3986, 3.3 and 3.4; anything else must be percent-encoded. */
const PATH = /^\/[\w\-.~!$&'()*+,;=:@/%?]{0,2000}$/;

export function readPathText(place: Place): string | undefined {
  const what = 'a path that begins with `/`, percent-encoded, without a fragment';
  const example = "'/login?next=%2F', for example";
  const text = readText(place, { what, example });
  return text === undefined || PATH.test(text) ? text : place.problem(what, example);
}

/** Source: RFC 9110, 5.6.2. */
const HEADER = /^[\w!#$%&'*+\-.^`|~]{1,100}$/;

function readHeaders(place: Place): string[] {
  const wanted = { what: "a header's name, without its value", example: "'cache-control', for example" };
  return readEach(place, {
    of: wanted.what,
    atLeast: 0,
    atMost: MOST_HEADERS,
    example: `[${wanted.example}]`,
    read: (at) => {
      const text = readText(at, wanted);
      if (text === undefined || HEADER.test(text)) return text?.toLowerCase();
      return at.problem(wanted.what, wanted.example);
    },
    keyOf: String,
    each: 'each header',
  });
}

function readContains(place: Place): string | undefined {
  const what = 'a text of at most 1,000 characters';
  const example = "'Sign in', for example";
  const text = readText(place, { what, example });
  return text === undefined || text.length <= 1000 ? text : place.problem(what, example);
}
