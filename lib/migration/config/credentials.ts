/** Parameters and secrets that legacy reads, and who reads them on the cluster. */
import type { ClusterSettings, CredentialSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { Home } from '../../shared/config/arn.ts';
import { readEach } from '../../shared/config/lists.ts';
import type { Place } from '../../shared/config/place.ts';
import { readTextOrToken } from '../../shared/config/values.ts';
import { readClusterRoles } from './cluster-roles.ts';

const LISTS = ['parameters', 'parameterPaths', 'secrets', 'secretPrefixes'] as const;

/** A name that is listed: how it must look, and how people often write it. */
interface Form {
  readonly what: string;
  readonly example: string;
  readonly fits: RegExp;
}

/** Source: Name in PutParameter, Name in CreateSecret. */
const FORMS: Readonly<Record<(typeof LISTS)[number], Form>> = {
  parameters: {
    what: "a parameter's name, not its ARN",
    example: "'/shop/db/url'",
    fits: /^(?:\/[\w.-]+)+$|^[\w.-]+$/,
  },
  parameterPaths: {
    what: 'a path of parameters: between slashes',
    example: "'/shop/'",
    fits: /^\/(?:[\w.-]+\/)+$/,
  },
  secrets: { what: "a secret's name, not its ARN", example: "'shop/db'", fits: /^[\w/+=.@-]{1,512}$/ },
  secretPrefixes: {
    what: "what secrets' names begin with",
    example: "'shop/'",
    fits: /^[\w/+=.@-]{1,512}$/,
  },
};

/** @param cluster whose nodes read them, where no roles are given */
export function readCredentials(
  place: Place,
  home: Home,
  cluster: ClusterSettings | undefined,
): CredentialSettings | undefined {
  if (place.isLeftOut) return undefined;
  const fields = place.fields([...LISTS, 'roles'], {
    what: 'credentials',
    example: `{ parameters: ['/shop/db/url'], roles: ['arn:aws:iam::…:role/nodes.k8s.example.com'] }`,
    synonyms: { paths: 'parameterPaths', prefixes: 'secretPrefixes' },
  });
  if (!fields) return undefined;
  const [parameters, parameterPaths, secrets, secretPrefixes] = LISTS.map((list) =>
    readNames(fields[list], list),
  ) as [string[], string[], string[], string[]];
  const roles = readClusterRoles(fields.roles, home, cluster);
  if (LISTS.every((list) => fields[list].isLeftOut))
    place.problem(`one of ${LISTS.join(', ')}`, `parameters: [${FORMS.parameters.example}], for example`);
  return { parameters, parameterPaths, secrets, secretPrefixes, roles };
}

function readNames(place: Place, list: (typeof LISTS)[number]): string[] {
  if (place.isLeftOut) return [];
  const { what, example } = FORMS[list];
  return readEach(place, {
    of: what,
    atLeast: 1,
    atMost: 300,
    example: `${list}: [${example}]`,
    read: (at) => readName(at, FORMS[list]),
    keyOf: String,
    each: 'each name',
  });
}

function readName(place: Place, { what, example, fits }: Form): string | undefined {
  const wanted = { what, example: `${example}, for example` };
  const name = readTextOrToken(place, wanted);
  if (name === undefined || place.isToken || fits.test(name)) return name;
  return place.problem(wanted.what, wanted.example);
}
