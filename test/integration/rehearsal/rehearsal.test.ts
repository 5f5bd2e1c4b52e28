import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
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

  it('keeps the report of a run that was not ready', () => {
    expect(played.report).toContain('shop-cluster-5xx');
  });

  it('fails the scenario in plain words when a role lacks its policy', () => {
    expect(played.contradictionsWithoutPolicy).toContainEqual(
      expect.stringMatching(
        /^VerifyAlarms: monitoring DescribeAlarms: VerifyAlarms's role does not allow cloudwatch:DescribeAlarms/,
      ),
    );
  });
});
