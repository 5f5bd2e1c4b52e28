/**
 * The part of the shop's masters' own template that puts hooks, in two: the functions, and what has them called. Where
 * CloudFormation can't delete something, functions stay and the rest goes.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MASTERS_EVENTS } from '../../../lambdas/masters/contract/states.ts';
import { bundleFunctions } from '../../../lib/shared/functions/bundle.ts';
import { LAMBDAS } from '../../support/bundled.ts';
import { shopMastersSettings, shopMastersTemplate } from '../../synth/support/shop-templates.ts';

const RECONCILE = MASTERS_EVENTS.reconcileHooks;
const MADE = shopMastersTemplate().json.Resources as unknown as Resources;
/** The CDK's own, as it is. */
const FRAMEWORK = join(
  import.meta.dirname,
  '../../../node_modules/aws-cdk-lib/custom-resources/lib/provider-framework/runtime/framework.js',
);

export const SETTINGS = shopMastersSettings();
export const FUNCTION_NAME = `${SETTINGS.name}-${RECONCILE}`;

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
}

type Resources = Readonly<Record<string, Resource>>;

const RECONCILING = idOf(({ Properties }) => Properties.FunctionName === FUNCTION_NAME);
const SCHEDULE = idOf(({ Properties }) => Properties.ScheduleExpression !== undefined);
const TABLE = idOf(({ Type }) => Type === 'AWS::DynamoDB::Table');
const HOOKS = idOf(({ Type }) => Type === 'Custom::LifecycleHooks');
const CALLED = [RECONCILING, ...named(MADE[HOOKS] as Resource)];
const FUNCTIONS = withAllNamed(CALLED);

/** The functions and all that they need; `Table` of the outputs names the journal. @param folder where their code is put */
export function functionsTemplate(folder: string): {
  readonly resources: Resources;
  readonly outputs: object;
} {
  const code = reconcileCode(folder);
  return {
    resources: Object.fromEntries(FUNCTIONS.map((id) => [id, withCode(MADE[id] as Resource, code)])),
    outputs: {
      Table: { Value: { Ref: TABLE } },
      ...Object.fromEntries(
        CALLED.flatMap((id) => [
          [`${id}Name`, { Value: { Ref: id } }],
          [`${id}Arn`, { Value: { 'Fn::GetAtt': [id, 'Arn'] } }],
        ]),
      ),
    },
  };
}

/** The hooks, the schedule and what decides on the functions' calls. @param outputs those of the functions' stack */
export function hooksTemplate(outputs: Readonly<Record<string, string>>): Resources {
  const ids = [HOOKS, SCHEDULE, ...Object.keys(MADE).filter((id) => isAbout(MADE[id] as Resource))];
  return Object.fromEntries(
    ids.map((id) => {
      const { DependsOn = [], ...resource } = MADE[id] as Resource;
      const kept = id === SCHEDULE ? callingOnly(resource) : resource;
      return [
        id,
        { ...withOutputs(kept, outputs), DependsOn: DependsOn.filter((other) => ids.includes(other)) },
      ];
    }),
  );
}

function idOf(is: (resource: Resource) => boolean): string {
  const found = Object.keys(MADE).find((id) => is(MADE[id] as Resource));
  if (found === undefined) throw new Error('the template has no such resource');
  return found;
}

/** What says for how long Lambda goes on with the functions' calls, and who may call them. */
function isAbout({ Type, Properties }: Resource): boolean {
  return (
    ['AWS::Lambda::EventInvokeConfig', 'AWS::Lambda::Permission'].includes(Type) &&
    CALLED.some((id) => JSON.stringify(Properties.FunctionName).includes(`"${id}"`))
  );
}

/** The schedule without what else it calls. */
function callingOnly(rule: Resource): Resource {
  const targets = rule.Properties.Targets as readonly object[];
  const Targets = targets.filter((target) => JSON.stringify(target).includes(`"${RECONCILING}"`));
  return { ...rule, Properties: { ...rule.Properties, Targets } };
}

function withAllNamed(ids: readonly string[]): readonly string[] {
  const all = new Set(ids);
  for (const id of all) for (const other of named(MADE[id] as Resource)) all.add(other);
  return [...all];
}

/** What the properties of a resource refer to. */
function named({ Properties }: Resource): readonly string[] {
  const references = JSON.stringify(Properties).matchAll(/"(?:Ref|Fn::GetAtt)":\[?"([^"]+)"/g);
  return [...references].flatMap(([, name = '']) => (name.startsWith('AWS::') ? [] : [name]));
}

/** A resource that finds the functions in another stack. */
function withOutputs<R extends object>(resource: R, outputs: Readonly<Record<string, string>>): R {
  const text = CALLED.reduce(
    (found, id) =>
      found
        .replaceAll(`{"Ref":"${id}"}`, JSON.stringify(outputs[`${id}Name`]))
        .replaceAll(`{"Fn::GetAtt":["${id}","Arn"]}`, JSON.stringify(outputs[`${id}Arn`])),
    JSON.stringify(resource),
  );
  return JSON.parse(text) as R;
}

/** A function's code, which a template has no room for, is where this process can read it. */
function withCode(resource: Resource, reconcile: string): Resource {
  if (resource.Type !== 'AWS::Lambda::Function') return resource;
  const code =
    resource.Properties.FunctionName === FUNCTION_NAME
      ? { Handler: 'index.handler', Code: { ZipFile: reconcile } }
      : { Handler: 'index.onEvent', Code: { ZipFile: loading(FRAMEWORK) } };
  return { ...resource, Properties: { ...resource.Properties, ...code } };
}

/** ReconcileHooks as it is bundled, with its settings beside it. */
function reconcileCode(folder: string): string {
  const bundle = join(folder, 'reconcile-hooks.js');
  writeFileSync(bundle, bundleFunctions(LAMBDAS, [RECONCILE])[RECONCILE].index.text());
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(SETTINGS));
  return `process.env.LAMBDA_TASK_ROOT = ${JSON.stringify(folder)};\n${loading(bundle)}`;
}

function loading(file: string): string {
  return `module.exports = require(${JSON.stringify(file)});`;
}
