import { resolve } from 'node:path';
import { ALL_MUTANTS } from '../mutants/all.ts';
import { missingTests, staleTexts } from '../mutants/stale.ts';

const PROJECT = resolve(import.meta.dirname, '../..');

describe('The mutants of the product', () => {
  it('each break a text that stands in its file exactly once', () => {
    expect(staleTexts(PROJECT, ALL_MUTANTS)).toEqual([]);
  });

  it('each have tests that are there', () => {
    expect(missingTests(PROJECT, ALL_MUTANTS)).toEqual([]);
  });
});
