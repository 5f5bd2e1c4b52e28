import { join } from 'node:path';
import { fieldsOfCalls, withRenamed } from '../../seams/fields.ts';

const PROJECT = join(__dirname, '../../..');

describe('The fields that machines and functions hand to each other', () => {
  const fields = fieldsOfCalls(PROJECT).map(({ type, name }) => `${type}.${name}`);

  it('are those of payloads and results, and of what is in them, in both products', () => {
    expect(fields).toEqual(
      expect.arrayContaining([
        'ConfirmPayload.change',
        'ConfirmResult.soakUntil',
        'ZoneChange.acceptedAt',
        'RollBackRequest.predecessor',
        'StepResult.heartbeat',
        'MasterInstance.id',
        'Run.name',
      ]),
    );
  });

  it('are each there once', () => {
    expect(fields).toHaveLength(new Set(fields).size);
  });

  it('are not those of other types in the contract', () => {
    expect(fields.filter((field) => /^(MigrationSettings|SweepResult)\./.test(field))).toEqual([]);
  });
});

describe('A field renamed', () => {
  const SOURCE = `/** One. */
export interface One {
  readonly id: string;
  readonly inner?: { readonly id: string };
}

export interface OneMore {
  readonly id: string;
}
`;

  it('is renamed in its own type alone', () => {
    expect(withRenamed(SOURCE, { type: 'One', name: 'inner' })).toBe(
      SOURCE.replace('inner?:', 'innerRenamed?:'),
    );
    expect(withRenamed(SOURCE, { type: 'OneMore', name: 'id' })).toMatch(
      /One \{\n {2}readonly id:[\s\S]*OneMore \{\n {2}readonly idRenamed: string/,
    );
  });

  it('is one that there is', () => {
    expect(() => withRenamed(SOURCE, { type: 'OneMore', name: 'inner' })).toThrow(
      'OneMore has no field inner',
    );
  });
});
