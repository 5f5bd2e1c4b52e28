import { CATALOG } from '../../../../../lib/migration/functions/catalog.ts';
import { ALL_CASES } from '../../../../support/cases.ts';
import { type DrilledMany, drilledMany } from '../../../../support/migration/drilled-zones.ts';

/** So many a configuration may have are drilled by `npm run cases`; `npm test` drills a fifth of them. */
const MOST = 100;
const COUNT = ALL_CASES ? MOST : MOST / 5;
/** What Step Functions hands on. */
const PAYLOAD_LIMIT = 262_144;
/** SNS's, for a message. */
const BODY_LIMIT = 256 * 1024;

const timeouts: Readonly<Record<string, { readonly timeoutSeconds: number }>> = CATALOG;

describe(`a drill of ${COUNT} zones within Route 53's limits`, () => {
  let drilled: DrilledMany;
  beforeAll(async () => {
    drilled = await drilledMany(COUNT);
  });

  it('is as fast as predicted, and leaves nothing', () => {
    const { reported, left } = drilled;
    expect([reported.verdict, reported.slower, left]).toEqual(['as-predicted', [], 0]);
    expect(reported.summary).toContain(`${COUNT} zones`);
  });

  it('takes no function half of its time', () => {
    for (const [state, calls] of Object.entries(drilled.seconds)) {
      const { timeoutSeconds = 0 } = timeouts[state] ?? {};
      expect([state, Math.max(...calls) < timeoutSeconds / 2]).toEqual([state, true]);
    }
  });

  it('hands on a quarter of what Step Functions does', () => {
    expect(drilled.largest.of).toBe('ReportDrill');
    expect(drilled.largest.bytes).toBeLessThan(PAYLOAD_LIMIT / 4);
    expect(Buffer.byteLength(drilled.body)).toBeLessThan(BODY_LIMIT);
  });

  it('fits, too, if no name server of any zone answers, each with a long reason', async () => {
    const silent = async () => {
      throw new Error('no answer '.repeat(100));
    };
    const { reported, largest, body } = await drilledMany(COUNT, { textsAt: silent, knows: silent });
    expect(reported.verdict).toBe('failed');
    expect(largest.bytes).toBeLessThan(PAYLOAD_LIMIT);
    expect(Buffer.byteLength(body)).toBeLessThan(BODY_LIMIT);
    expect(body).toContain(`customer-${COUNT - 1}.example`);
  });
});
