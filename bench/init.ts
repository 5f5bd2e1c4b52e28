/**
 * Cold init: from process start until the handler is loaded, each function's bundle against a bundle of the SDK
 * clients alone that it uses, made by the same options. Rounds are interleaved, so that a busy machine slows all alike.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { MASTERS_FUNCTIONS } from '../lambdas/masters/contract/states.ts';
import { FUNCTION_STATES } from '../lambdas/migration/contract/states.ts';
import { bundleFunctions, bundleOptions } from '../lib/shared/functions/bundle.ts';
import type { KeptTexts } from '../lib/shared/functions/kept-texts.ts';
import { bundledOutputs } from '../test/support/bundled.ts';
import { geometricMean, median, type Row, ratioRow } from './row.ts';

const PROJECT = resolve(import.meta.dirname, '..');
const ROUNDS = 15;
/** Of both stacks. */
const FUNCTIONS: readonly string[] = [...FUNCTION_STATES, ...MASTERS_FUNCTIONS];
const CRITICAL_ROUNDS = 41;

/**
 * Those that somebody waits for: clients for a rollback, and for a signal whoever interrupts a Spot instance two minutes
 * later. `against`: these clients, where the bound is narrower than by its own.
 */
const CRITICAL: readonly { readonly state: string; readonly against?: readonly string[] }[] = [
  { state: 'RestoreLegacy', against: ['@aws-sdk/client-route-53'] },
  { state: 'TakeSignal' },
];

interface Subject {
  readonly name: string;
  readonly file: string;
}

export async function initRows(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-init-'));
  try {
    return await measure(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure(folder: string): Promise<Row[]> {
  const bundles = bundleFunctions(join(PROJECT, 'lambdas'), FUNCTIONS);
  const clients = clientsOf();
  const apart = Object.assign({}, ...Object.values(bundles).map((bundle) => bundle.apart));
  const functions = FUNCTIONS.map((state) =>
    subject(folder, state, bundles[state]?.index.text() ?? '', apart),
  );
  const baselines = new Map<string, Subject>();
  for (const list of [...clients.values(), ...CRITICAL.map(({ against }) => against ?? [])]) {
    const key = list.join('+');
    if (!baselines.has(key)) baselines.set(key, subject(folder, key, await clientsBundle(list), apart));
  }
  const times = timeAll([...functions, ...baselines.values()], ROUNDS);
  const ratios = FUNCTIONS.map((state) => {
    const baseline = clients.get(state)?.join('+') ?? '';
    return { state, ratio: (times.get(state) ?? Number.NaN) / (times.get(baseline) ?? Number.NaN) };
  });
  const worst = ratios.toSorted((a, b) => b.ratio - a.ratio)[0];
  return [
    ...CRITICAL.map(({ state, against }) => {
      const key = (against ?? clients.get(state) ?? []).join('+');
      const pair = [...functions, ...baselines.values()].filter(({ name }) => name === state || name === key);
      const pairTimes = timeAll(pair, CRITICAL_ROUNDS);
      const alone = against ? 'Route 53 client alone' : 'its SDK clients alone';
      const [own, bare] = [pairTimes.get(state) ?? Number.NaN, pairTimes.get(key) ?? Number.NaN];
      return ratioRow(`cold init of ${state} / ${alone}`, own, bare, 1.15);
    }),
    {
      what: `cold init, geometric mean of ${ratios.length} functions of both stacks / their SDK clients alone`,
      measured: `worst ${worst?.ratio.toFixed(2)} (${worst?.state})`,
      against: '',
      value: geometricMean(ratios.map(({ ratio }) => ratio)),
      bound: 1.3,
    },
  ];
}

/** Which SDK clients each function's bundle contains, by esbuild's own list. */
function clientsOf(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [path, output] of Object.entries(bundledOutputs())) {
    const state = FUNCTIONS.find((one) => path.endsWith(`/${one}.js`));
    if (!state) continue;
    const names = Object.keys(output.inputs).flatMap(
      (input) => /(@aws-sdk\/client-[a-z0-9-]+)\//.exec(input)?.[1] ?? [],
    );
    found.set(state, [...new Set(names)].sort());
  }
  return found;
}

async function clientsBundle(clients: readonly string[]): Promise<string> {
  const lines = clients.map((name, i) => {
    const client = CLIENT_CLASSES[name];
    if (!client) throw new Error(`bench/init.ts doesn't know the client class of ${name}; add it.`);
    return `import { ${client} as C${i} } from '${name}'; export const c${i} = new C${i}({});`;
  });
  const { entryPoints: _functions, outdir: _folder, ...shared } = bundleOptions(join(PROJECT, 'lambdas'));
  const { outputFiles } = await build({
    ...shared,
    stdin: { contents: `${lines.join('\n')}\nexport const handler = async () => {};`, resolveDir: PROJECT },
    outfile: 'clients.js',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

const CLIENT_CLASSES: Readonly<Record<string, string>> = {
  '@aws-sdk/client-auto-scaling': 'AutoScalingClient',
  '@aws-sdk/client-cloudwatch': 'CloudWatchClient',
  '@aws-sdk/client-dynamodb': 'DynamoDBClient',
  '@aws-sdk/client-ec2': 'EC2Client',
  '@aws-sdk/client-elastic-load-balancing': 'ElasticLoadBalancingClient',
  '@aws-sdk/client-elastic-load-balancing-v2': 'ElasticLoadBalancingV2Client',
  '@aws-sdk/client-eventbridge': 'EventBridgeClient',
  '@aws-sdk/client-iam': 'IAMClient',
  '@aws-sdk/client-kms': 'KMSClient',
  '@aws-sdk/client-ssm': 'SSMClient',
  '@aws-sdk/client-lambda': 'LambdaClient',
  '@aws-sdk/client-rds': 'RDSClient',
  '@aws-sdk/client-route-53': 'Route53Client',
  '@aws-sdk/client-s3': 'S3Client',
  '@aws-sdk/client-secrets-manager': 'SecretsManagerClient',
  '@aws-sdk/client-sfn': 'SFNClient',
  '@aws-sdk/client-sns': 'SNSClient',
  '@aws-sdk/client-wafv2': 'WAFV2Client',
};

function subject(folder: string, name: string, code: string, apart: KeptTexts): Subject {
  const own = mkdtempSync(join(folder, 'subject-'));
  for (const [beside, text] of Object.entries(apart)) text.putAt(join(own, beside));
  const file = join(own, 'index.js');
  writeFileSync(file, code);
  return { name, file };
}

/** Median time per subject, milliseconds. */
function timeAll(subjects: readonly Subject[], rounds: number): Map<string, number> {
  const times = new Map(subjects.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, file } of subjects) times.get(name)?.push(loadOnce(file));
  }
  return new Map([...times].map(([name, values]) => [name, median(values)]));
}

function loadOnce(file: string): number {
  const begin = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['-e', `require(${JSON.stringify(file)})`], {
    env: { PATH: process.env.PATH, AWS_REGION: 'us-west-1' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${file} cannot be loaded: ${stderr}`);
  return performance.now() - begin;
}
