import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { rehearsalSchema } from '../../../report/rehearsal/schema.ts';
import { played, runOf } from '../report/run.ts';

const documented = readFileSync(join(__dirname, '../../../docs/rehearsal.schema.json'), 'utf8');
const schema = z.fromJSONSchema(JSON.parse(documented));

const full = runOf(
  [
    played({
      closeUp: {
        title: 'Around the rollback',
        from: '2027-01-04T08:00:00.000Z',
        until: '2027-01-04T09:00:00.000Z',
        names: played().names ?? [],
        requests: played().requests as NonNullable<ReturnType<typeof played>['requests']>,
      },
      findings: [{ level: 'warn', check: 'c', code: 'o', subject: 's', seen: 'e', why: 'w', toDo: 't' }],
    }),
  ],
  {
    brokenOff: 'interrupted',
    skipped: [{ product: 'masters', title: 'rolling', why: 'no masters' }],
    checks: [{ claim: 'c', contradictions: ['d'] }],
    madeUp: ['a balancer'],
    matrix: {
      part: 0.2,
      at: '2027-01-04T08:00:00.000Z',
      steps: [5],
      failures: [
        {
          failure: 'slow',
          cells: [
            { percent: 5, alarm: 'a', seconds: 60, harmed: 3 },
            { percent: 5, seconds: 6, harmed: 3 },
          ],
        },
      ],
      remarks: [{ verdict: 'useless', text: 'a' }],
    },
  },
);

describe('docs/rehearsal.schema.json', () => {
  it('describes a run, every field of it', () => {
    expect(schema.safeParse(full)).toMatchObject({ success: true });
    // What the schema doesn't have is left out of what it reads.
    expect(z.parse(rehearsalSchema, full)).toEqual(full);
  });

  it.each(['schema', 'held', 'rehearsals', 'skipped', 'checks'])('needs %s', (field) => {
    const { [field]: _, ...others } = full as unknown as Record<string, unknown>;
    expect(schema.safeParse(others).success).toBe(false);
  });

  it('is of this version only', () => {
    expect(schema.safeParse({ ...full, schema: 'kops-cutover.rehearsal/2' }).success).toBe(false);
  });
});
