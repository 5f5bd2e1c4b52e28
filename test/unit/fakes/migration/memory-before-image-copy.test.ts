import { MemoryBeforeImageCopy } from '../../../fakes/migration/memory-before-image-copy.ts';
import { beforeImageCopyContract } from '../../../support/migration/before-image-copy-contract.ts';

describe('The copy of the before-image in memory', () => {
  beforeImageCopyContract(async () => new MemoryBeforeImageCopy());
});
