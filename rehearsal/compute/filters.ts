import { ComputeError, validationError } from './errors.ts';
import type { Filter } from './types.ts';

type Tags = Readonly<Record<string, string>>;
/** What a filter of that name compares: any of these must be one of its values. */
type Fields<T> = Readonly<Record<string, (each: T) => readonly string[]>>;

const MOST_VALUES = 200;

/**
 * EC2's filters: all must fit, each by any of its values, in which `*` and `?` are wildcards.
 * @throws ComputeError InvalidParameterValue for a filter that isn't served
 */
export function ec2Filter<T extends { readonly tags: Tags }>(
  filters: readonly Filter[],
  fields: Fields<T>,
): (each: T) => boolean {
  const tests = filters.map(({ Name, Values }) => {
    const read = ofTags<T>(Name) ?? (Object.hasOwn(fields, Name) ? fields[Name] : undefined);
    if (!read) throw new ComputeError('InvalidParameterValue', `The filter '${Name}' is invalid`);
    if (Values.length > MOST_VALUES) {
      throw new ComputeError('FilterLimitExceeded', `The maximum number of filter values is ${MOST_VALUES}`);
    }
    const patterns = Values.map(pattern);
    return (each: T) => read(each).some((value) => patterns.some((fits) => fits.test(value)));
  });
  return (each) => tests.every((test) => test(each));
}

/**
 * Auto Scaling's: `tag-key`, `tag-value`, `tag:<key>`, with exact values.
 * @throws ComputeError ValidationError for any other
 */
export function groupFilter(filters: readonly Filter[]): (tags: Tags) => boolean {
  const tests = filters.map(({ Name, Values }) => {
    const read = ofTags<{ readonly tags: Tags }>(Name);
    if (!read) {
      throw validationError(
        `Filter type ${Name} is not correct. Allowed Filter types are: tag-key, tag-value, tag:<key>`,
      );
    }
    return (tags: Tags) => read({ tags }).some((value) => Values.includes(value));
  });
  return (tags) => tests.every((test) => test(tags));
}

function ofTags<T extends { readonly tags: Tags }>(
  name: string,
): ((each: T) => readonly string[]) | undefined {
  if (name === 'tag-key') return ({ tags }) => Object.keys(tags);
  if (name === 'tag-value') return ({ tags }) => Object.values(tags);
  if (!name.startsWith('tag:')) return undefined;
  const key = name.slice('tag:'.length);
  return ({ tags }) => (Object.hasOwn(tags, key) ? [tags[key] as string] : []);
}

function pattern(value: string): RegExp {
  const source = value
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 's');
}
