import { MemoryMastersStore } from '../../../fakes/masters/memory-masters-store.ts';
import { mastersStoreContract } from '../../../support/masters/masters-store-contract.ts';

describe('MemoryMastersStore', () => {
  mastersStoreContract(async () => new MemoryMastersStore());
});
