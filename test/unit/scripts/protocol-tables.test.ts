import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTables } from '../../../scripts/protocol-tables.ts';

const page = readFileSync(join(__dirname, '../../../docs/protocol.md'), 'utf8');

describe('docs/protocol.md', () => {
  it('has the tables as `npm run protocol` prints them', () => {
    expect(page).toBe(withTables(page));
  });

  it('has a row for each of the protocol, with its reason', () => {
    expect(page).toContain('| step, close | absent | any | any | holds for a decision (`ForeignWrite`) |');
    expect(page).toContain('A rollback always wins');
  });

  it('can’t be printed where it has no place for them', () => {
    expect(() => withTables('# The protocol\n')).toThrow('no place for the tables');
  });
});
