import { ConfigError } from '../shared/config/config-error.ts';
import { readEach } from '../shared/config/lists.ts';
import { Place, Report } from '../shared/config/place.ts';
import { readText, readTextOrToken } from '../shared/config/values.ts';

export interface ReadDeployRole {
  readonly repository: string;
  readonly environment: string;
  /** Undefined: that of the stack. */
  readonly regions: readonly string[] | undefined;
}

/**
 * With ids if the repository's tokens have immutable subjects. Nothing in it may be read as a pattern or as a further part.
 * Source: https://docs.github.com/en/actions/reference/security/oidc
 */
const REPOSITORY = /^[\w-]+\/[\w.-]+$|^[\w-]+@\d+\/[\w.-]+@\d+$/;
const ENVIRONMENT = /^[\w.-][\w. -]{0,254}$/;
const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d+$/;
const REPOSITORY_EXAMPLE = "repository: 'example/shop'";

/** @throws ConfigError with all that is wrong */
export function readDeployRole(props: unknown): ReadDeployRole {
  const report = new Report();
  const place = new Place('', props, report);
  const fields = place.fields(['repository', 'environment', 'provider', 'regions'], {
    what: 'what a deploy role is for',
    example: `{ ${REPOSITORY_EXAMPLE} }`,
    synonyms: { repo: 'repository', region: 'regions' },
  });
  const repository = fields && readRepository(fields.repository);
  const environment = fields && readEnvironment(fields.environment);
  const regions = fields && readRegions(fields.regions);
  if (report.problems.length > 0 || repository === undefined || environment === undefined)
    throw new ConfigError('the deploy role', report.problems);
  return { repository, environment, regions };
}

function readRepository(place: Place): string | undefined {
  const what = 'the repository on GitHub, owner/name, or owner@id/name@id if its tokens name ids';
  const text = readText(place, { what, example: REPOSITORY_EXAMPLE });
  if (text === undefined || REPOSITORY.test(text)) return text;
  const [, meant] = /github\.com[:/]([\w-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(text) ?? [];
  return place.problem(what, meant === undefined ? REPOSITORY_EXAMPLE : `'${meant}'`);
}

function readEnvironment(place: Place): string | undefined {
  if (place.isLeftOut) return 'production';
  const what = 'the name of an environment on GitHub: letters, digits, blanks and ._-';
  const text = readText(place, { what, example: "environment: 'production'" });
  if (text === undefined || ENVIRONMENT.test(text)) return text;
  return place.problem(what, "environment: 'production'");
}

function readRegions(place: Place): readonly string[] | undefined {
  if (place.isLeftOut) return undefined;
  return readEach(place, {
    of: 'a region',
    atLeast: 1,
    atMost: 20,
    example: "regions: ['us-west-1']",
    read: readRegion,
    keyOf: (region) => region,
    each: 'each region',
  });
}

function readRegion(place: Place): string | undefined {
  const wanted = { what: 'a region', example: "'us-west-1'" };
  const text = readTextOrToken(place, wanted);
  if (text === undefined || place.isToken || REGION.test(text)) return text;
  return place.problem(wanted.what, wanted.example);
}
