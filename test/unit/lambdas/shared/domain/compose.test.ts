import fc from 'fast-check';
import {
  BODY_LIMIT,
  compose,
  readable,
  SUBJECT_LIMIT,
} from '../../../../../lambdas/shared/domain/compose.ts';
import { anyText } from '../../../../support/any-text.ts';

describe('a message', () => {
  it('has a heading for each section that says something', () => {
    const { subject, body } = compose('subject', [
      { heading: 'One', lines: ['a', 'b\n  c'] },
      { heading: 'Two', lines: [] },
      { heading: 'Three', lines: ['d'] },
    ]);
    expect(subject).toBe('subject');
    expect(body).toBe('One\n- a\n- b c\n\nThree\n- d\n');
  });

  it('shows the first of many lines and says how many it leaves out', () => {
    const lines = Array.from({ length: 100 }, (_, i) => `line ${i}`);
    const { body } = compose('s', [{ heading: 'H', lines }]);
    expect(body).toContain('- line 59\n- … and 40 more lines, not shown here\n');
    expect(body).not.toContain('line 60');
  });

  it('shows fewer lines where so many would not fit', () => {
    const lines = Array.from({ length: 100 }, () => '€'.repeat(2000));
    const { body } = compose(
      's',
      [1, 2, 3].map((n) => ({ heading: `H${n}`, lines })),
    );
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(BODY_LIMIT);
    expect(body).toContain('(1,000 characters more)');
    expect(body.match(/… and 90 more lines/g)).toHaveLength(3);
  });

  it('always fits into SNS, whatever it is about', () => {
    const text = fc.oneof(anyText({ maxLength: 100 }), fc.constant('😀'.repeat(1500)));
    const section = fc.record({
      heading: fc.string({ maxLength: 80 }),
      lines: fc.array(text, { maxLength: 80 }),
    });
    fc.assert(
      fc.property(text, fc.array(section, { maxLength: 8 }), (subject, sections) => {
        const message = compose(subject, sections);
        expect(message.subject).toMatch(/^[\x20-\x7e]*$/);
        expect(message.subject.length).toBeLessThanOrEqual(SUBJECT_LIMIT);
        expect(Buffer.byteLength(message.body)).toBeLessThanOrEqual(BODY_LIMIT);
      }),
      { numRuns: 50 },
    );
  });

  it('says of a subject that it was cut', () => {
    const { subject } = compose('x'.repeat(200), []);
    expect(subject).toBe(`${'x'.repeat(97)}...`);
  });
});

describe('a report', () => {
  it('leaves no line out', () => {
    const lines = Array.from({ length: 1000 }, (_, i) => `line ${i}`);
    expect(readable([{ heading: 'H', lines }]).split('\n')).toHaveLength(1002);
  });
});
