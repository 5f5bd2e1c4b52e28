import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import { rehearsalPage } from '../../../report/rehearsal/page.ts';
import { rehearsalSchema } from '../../../report/rehearsal/schema.ts';
import { ACCOUNT, PRIVATE_CDN_ZONE, REGION } from '../../support/shop.ts';
import type { Played } from './played.ts';

const run = promisify(execFile);

/** A deployment takes a tenth of what all tests may, and `npm start` makes one, too. */
const whenDeployed = process.env.DEPLOYED === undefined ? describe.skip : describe;

whenDeployed('the app, deployed to the offline AWS by the CDK', () => {
  let played: Played;
  beforeAll(async () => {
    const { stdout } = await run(process.execPath, [join(__dirname, 'played.ts')], {
      maxBuffer: 16 * 1024 * 1024,
    });
    played = JSON.parse(stdout);
  }, 180_000);

  // The deployment itself compares the template with the one that cdk synth wrote, byte for byte.
  it('runs the assets that the template names', () => {
    expect(played.assets.length).toBeGreaterThan(20);
    for (const hash of played.assets) expect(played.template).toContain(`${hash}.zip`);
  });

  it('passes a scenario', () => {
    expect(played.claims).toBeGreaterThan(10);
    expect(played.contradictions).toEqual([]);
  });

  it('is recorded with its names, requests, alarms and states, by the schema', () => {
    expect(z.parse(rehearsalSchema, played.document)).toEqual(played.document);
    const [rehearsal] = played.document.rehearsals;
    const { executions = [], lanes = [], names = [], requests } = rehearsal ?? {};
    expect(names.map(({ name }) => name)).toContain('www.shop.test');
    // It never began: all of it is on legacy.
    expect(new Set(names.flatMap(({ intended }) => intended.map(({ cluster }) => cluster)))).toEqual(
      new Set([0]),
    );
    // It was over before the first minute was.
    expect(requests?.legacy).toEqual([]);
    expect(lanes.find(({ name }) => name === 'shop-cluster-5xx')?.spans.at(-1)?.what).toBe('ALARM');
    const migrate = executions.find(({ machine }) => machine === 'Migrate');
    expect(migrate?.states.map(({ what }) => what)).toContain('AssessReadiness');
    expect(rehearsalPage(played.document)).toContain('alarm-before-start: passed');
  });

  it('plays the next scenarios after one that fails, whose migration it ends', () => {
    const { rehearsals, skipped, held } = played.afterFailures;
    expect(skipped).toEqual([]);
    expect(held).toBe(false);
    const [midst, unset, uncast, next] = rehearsals;
    const failures = (of: typeof midst) => (of?.checks ?? []).flatMap(({ contradictions }) => contradictions);
    expect(failures(midst)).toContain('TypeError: it fails in the midst');
    expect(midst?.executions.find(({ machine }) => machine === 'Migrate')?.status).toBe('RUNNING');
    expect(failures(unset)).toContain('TypeError: it cannot be set');
    expect(failures(uncast)).toContain('TypeError: it fits nothing');
    expect(failures(next)).toEqual([]);
    expect(next?.executions.filter(({ machine }) => machine === 'Migrate')).toHaveLength(1);
  });

  it('keeps the report of a run that was not ready', () => {
    expect(played.report).toContain('shop-cluster-5xx');
  });

  it('names in it the private zones of both accounts that answer for moved names in a VPC, and no other', () => {
    const network = `vpc-0a1b2c3d4e5f60718 (${REGION})`;
    expect(played.report).toContain(
      `Z0SHOPPRIVATE1 (private-zone-shadows): The private hosted zone api.shop.test of the account ${ACCOUNT} answers for api.shop.test in ${network}.`,
    );
    expect(played.report).toContain(
      `${PRIVATE_CDN_ZONE} (private-zone-shadows): The private hosted zone shop-cdn.test of the account 444455556666 answers for img.shop-cdn.test in ${network}.`,
    );
    expect(played.report).not.toContain('db.shop.test');
  });

  it('fails the scenario in plain words when a role lacks its policy', () => {
    expect(played.contradictionsWithoutPolicy).toContainEqual(
      expect.stringMatching(
        /^VerifyAlarms: monitoring DescribeAlarms: VerifyAlarms's role does not allow cloudwatch:DescribeAlarms/,
      ),
    );
  });
});
