/**
 * Cold init: from process start until the handler is loaded, each function's bundle against a bundle of the SDK
 * clients alone that it uses, made by the same options. Rounds are interleaved, so that a busy machine slows all alike.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { FUNCTION_STATES, type FunctionState } from '../lambdas/shared/contract/states.ts';
import { bundleFunctions, bundleOptions } from '../lib/functions/bundle.ts';
import { geometricMean, median, type Row, ratioRow } from './row.ts';

const PROJECT = resolve(import.meta.dirname, '..');
const ROUNDS = 15;
const ROLLBACK_ROUNDS = 41;

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
  const bundles = bundleFunctions(join(PROJECT, 'lambdas'), FUNCTION_STATES);
  const clients = await clientsOf();
  const functions = FUNCTION_STATES.map((state) => subject(folder, state, bundles[state]));
  const baselines = new Map<string, Subject>();
  for (const list of [...clients.values(), [ROUTE53]]) {
    const key = list.join('+');
    if (!baselines.has(key)) baselines.set(key, subject(folder, key, await clientsBundle(list)));
  }
  const times = timeAll([...functions, ...baselines.values()], ROUNDS);
  const ratios = FUNCTION_STATES.map((state) => {
    const baseline = clients.get(state)?.join('+') ?? '';
    return (times.get(state) ?? Number.NaN) / (times.get(baseline) ?? Number.NaN);
  });
  const pair = timeAll(
    [functions[FUNCTION_STATES.indexOf('RestoreLegacy')], baselines.get(ROUTE53)].filter(
      (one) => one !== undefined,
    ),
    ROLLBACK_ROUNDS,
  );
  const rollback = pair.get('RestoreLegacy') ?? Number.NaN;
  return [
    ratioRow(
      'cold init of RestoreLegacy / Route 53 client alone',
      rollback,
      pair.get(ROUTE53) ?? Number.NaN,
      1.15,
    ),
    {
      what: `cold init, geometric mean of ${ratios.length} functions / their SDK clients alone`,
      measured: `worst ${Math.max(...ratios).toFixed(2)}`,
      against: '',
      value: geometricMean(ratios),
      bound: 1.3,
    },
  ];
}

const ROUTE53 = '@aws-sdk/client-route-53';

/** Which SDK clients each function's bundle holds, by what esbuild says it took in. */
async function clientsOf(): Promise<Map<FunctionState, string[]>> {
  const { metafile } = await build({ ...bundleOptions(join(PROJECT, 'lambdas')), metafile: true });
  const found = new Map<FunctionState, string[]>();
  for (const [path, output] of Object.entries(metafile.outputs)) {
    const state = FUNCTION_STATES.find((one) => path.endsWith(`/${one}.js`));
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
  '@aws-sdk/client-cloudwatch': 'CloudWatchClient',
  '@aws-sdk/client-dynamodb': 'DynamoDBClient',
  '@aws-sdk/client-elastic-load-balancing': 'ElasticLoadBalancingClient',
  '@aws-sdk/client-elastic-load-balancing-v2': 'ElasticLoadBalancingV2Client',
  '@aws-sdk/client-kms': 'KMSClient',
  '@aws-sdk/client-rds': 'RDSClient',
  '@aws-sdk/client-route-53': 'Route53Client',
  '@aws-sdk/client-s3': 'S3Client',
  '@aws-sdk/client-sfn': 'SFNClient',
  '@aws-sdk/client-sns': 'SNSClient',
};

function subject(folder: string, name: string, code: string): Subject {
  const own = mkdtempSync(join(folder, 'subject-'));
  mkdirSync(own, { recursive: true });
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
