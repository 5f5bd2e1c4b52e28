import { MemoryJournal } from '../../../fakes/migration/memory-journal.ts';
import { journalContract } from '../../../support/journal-contract/index.ts';

describe('The journal in memory', () => {
  journalContract(async () => new MemoryJournal());
});
