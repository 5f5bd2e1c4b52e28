import { GET_ACCOUNT_SETTINGS } from '../calls/limits.ts';
import { one, type Source } from '../source/source.ts';
import type { RegionWanted } from '../wanted/wanted.ts';
import type { Part } from './part.ts';

/** What the functions will meet. */
export const LIMITS: Part = {
  calls: [GET_ACCOUNT_SETTINGS],
  isIn: ({ regions }) => regions.length > 0,
};

export async function takeLimits({ account, region }: RegionWanted, source: Source): Promise<void> {
  await one(source, GET_ACCOUNT_SETTINGS, { account, region }, {});
}
