import {
  condition,
  type Expression,
  expression,
  type Given,
  jsonata,
  objectOf,
  written,
} from '../../../../../lib/shared/machines/expression.ts';
import { input, member, result, variables } from '../../../../../lib/shared/machines/reader.ts';

interface Change {
  readonly waitUntil: string;
  readonly percent: number;
  readonly zones: readonly { readonly id: string; readonly epoch: number }[];
  readonly counts: Readonly<Record<string, number>>;
  readonly holder?: { readonly name: string };
}

interface Known {
  readonly step: number;
  readonly change: Change;
  readonly phase: 'gate' | 'drain';
}

const changed = result<Change>();
const { variable, set } = variables<Known>();

/** Each must be refused by `npm run typecheck`, which fails where one is not. */
describe('What the compiler refuses of a machine', () => {
  it('is a field that there is not', () => {
    // @ts-expect-error no such field
    changed('waitTill');
    // @ts-expect-error nor in the members of a list
    changed('zones.name');
    // @ts-expect-error nor within what may be absent
    changed('holder.arn');
    // @ts-expect-error nor in one of two alternatives
    input<{ readonly verdict: string } | { readonly outcome: string }>()('verdict');
    // @ts-expect-error nor among the variables
    expect(String(variable('changes.waitUntil'))).toBe('$changes.waitUntil');
  });

  it('is a value of another type than the variable', () => {
    // @ts-expect-error a text is no number
    set({ step: changed('waitUntil') });
    // @ts-expect-error not a phase
    set({ phase: 'launch' });
    // @ts-expect-error not all of it
    set({ change: { waitUntil: changed('waitUntil') } });
    // @ts-expect-error only objects can be emptied
    set({ step: {} });
    // @ts-expect-error no such variable
    expect(set({ steps: 1 })).toEqual({ steps: 1 });
  });

  it('is an expression that doesn’t say what it comes to', () => {
    // @ts-expect-error put together by hand, it may be anything
    expect(set({ step: expression('$step + 1') })).toEqual({ step: '{% $step + 1 %}' });
  });

  it('is a payload with a field more, or less', () => {
    // @ts-expect-error `percent` and others are missing
    const less: Given<Change> = { waitUntil: changed('waitUntil') };
    // @ts-expect-error nothing is called `step`
    const more: Given<Pick<Change, 'percent'>> = { percent: 5, step: 1 };
    // @ts-expect-error an object of expressions is held to its type as well
    const words: Expression<Pick<Change, 'percent'>> = objectOf({ share: changed('percent') });
    expect([less, more, words]).toHaveLength(3);
  });
});

describe('What a machine reads', () => {
  it('is JSONata that Step Functions runs', () => {
    expect(String(changed())).toBe('$states.result.Payload');
    expect(String(changed('zones.epoch'))).toBe('$states.result.Payload.zones.epoch');
    expect(String(input<Change>()('holder.name'))).toBe('$states.input.holder.name');
    expect(String(variable('change.waitUntil'))).toBe('$change.waitUntil');
    expect(String(member<Change['zones'][number]>()('id'))).toBe('id');
  });

  it('stands as it is within a text, and is marked in place of a value', () => {
    expect(`${variable('step')} + 1`).toBe('$step + 1');
    expect(jsonata(variable('step'))).toBe('{% $step %}');
    expect(condition(variable('step')).renderCondition()).toEqual({ Condition: '{% $step %}' });
  });

  it('is of each member, where it is in a list', () => {
    const epochs: Expression<readonly number[]> = changed('zones.epoch');
    expect(String(epochs)).toMatch(/epoch$/);
  });
});

describe('What a machine assigns or hands over', () => {
  it('is values as they are and expressions marked, however deep', () => {
    const given = { plain: 1, list: [variable('step'), 'x'], within: { step: variable('step') }, none: null };
    expect(written(given)).toEqual({
      plain: 1,
      list: ['{% $step %}', 'x'],
      within: { step: '{% $step %}' },
      none: null,
    });
  });

  it('may be emptied, where it is an object', () => {
    expect(set({ change: {}, step: expression<number>(`${variable('step')} + 1`) })).toEqual({
      change: {},
      step: '{% $step + 1 %}',
    });
  });
});
