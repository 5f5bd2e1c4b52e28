import { MemoryBeforeImageCopy } from '../../fakes/memory-before-image-copy.ts';
import { beforeImageCopyContract } from '../../support/before-image-copy-contract.ts';

describe('The copy of the before-image in memory', () => {
  beforeImageCopyContract(async () => new MemoryBeforeImageCopy());
});
