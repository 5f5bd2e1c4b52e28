import { MemoryMastersStore } from '../../fakes/memory-masters-store.ts';
import { mastersStoreContract } from '../../support/masters-store-contract.ts';

describe('MemoryMastersStore', () => {
  mastersStoreContract(async () => new MemoryMastersStore());
});
