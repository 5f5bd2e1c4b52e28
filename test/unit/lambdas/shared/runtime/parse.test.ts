import * as z from 'zod/mini';
import { parserFor } from '../../../../../lambdas/shared/runtime/parse.ts';

const parse = parserFor(
  z.strictObject({
    name: z.string().check(z.minLength(2)),
    share: z.optional(z.number().check(z.gt(0), z.lte(100))),
    kind: z.optional(z.enum(['a', 'b'])),
    answers: z.optional(z.object({ first: z.enum(['yes', 'no']) })),
    at: z.optional(z.iso.datetime({ offset: true })),
    deep: z.optional(z.object({ flags: z.array(z.boolean()) })),
  }),
);

describe('parserFor', () => {
  it('gives back what fits', () => {
    expect(parse({ name: 'ab', share: 12.5 })).toEqual({ name: 'ab', share: 12.5 });
  });

  it.each([
    [{ name: 'ab', zone: 'Z1' }, 'input: unknown field "zone"'],
    [{}, 'name: missing, expected string'],
    [{ name: 3 }, 'name: expected string, not 3'],
    [{ name: 'a' }, 'name: expected at least 2 characters, not "a"'],
    [{ name: 'ab', share: 0 }, 'share: expected more than 0, not 0'],
    [{ name: 'ab', share: 101 }, 'share: expected at most 100, not 101'],
    [{ name: 'ab', kind: 'c' }, 'kind: expected one of "a", "b", not "c"'],
    [{ name: 'ab', answers: {} }, 'answers.first: missing, expected one of "yes", "no"'],
    [{ name: 'ab', at: 'yesterday' }, 'at: expected datetime, not "yesterday"'],
    [{ name: 'ab', deep: { flags: [true, 'x'] } }, 'deep.flags.1: expected boolean, not "x"'],
    [null, 'input: expected object, not null'],
    ['{}', 'input: expected object, not "{}"'],
  ])('%j: %s', (raw, problem) => {
    expect(() => parse(raw)).toThrow(expect.objectContaining({ name: 'InvalidInput', message: problem }));
  });

  it('names ten unknown fields, and says how many more there are', () => {
    const named = (count: number): string =>
      fields(count)
        .map((field) => `"${field}"`)
        .join(', ');
    const fields = (count: number): string[] => Array.from({ length: count }, (_, index) => `f${index}`);
    const given = (count: number): object => ({
      name: 'ab',
      ...Object.fromEntries(fields(count).map((field) => [field, 1])),
    });
    expect(() => parse(given(10))).toThrow(new Error(`input: unknown field ${named(10)}`));
    expect(() => parse(given(20_000))).toThrow(new Error(`input: unknown field ${named(10)} and 19990 more`));
  });

  it('says of what is nested too deeply that it is', () => {
    const nested: unknown = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`);
    expect(() => parse({ name: nested })).toThrow(
      new Error('name: expected string, not something that is nested too deeply'),
    );
  });

  it('names every problem at once, and quotes only the beginning of a long value', () => {
    const attempt = () => parse({ name: 'x'.repeat(500).split(''), weight: 3 });
    expect(attempt).toThrow(/name: expected string, not \["x".{70,}…; input: unknown field "weight"/);
  });
});
