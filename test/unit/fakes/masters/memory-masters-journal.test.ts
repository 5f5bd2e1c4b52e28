import { MemoryMastersJournal } from '../../../fakes/masters/memory-masters-journal.ts';
import { mastersStoreContract } from '../../../support/masters/masters-journal-contract.ts';

describe('MemoryMastersJournal', () => {
  mastersStoreContract(async () => new MemoryMastersJournal());
});
