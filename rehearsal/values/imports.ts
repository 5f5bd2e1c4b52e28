/** What a stack's deployment reads of others: exports, outputs, parameters. */
import { ENV } from '../../lambdas/shared/contract/environment.ts';
import { environmentOf, type SynthesisedStack } from '../app/synthesise.ts';
import { isList, isObject, type Json } from '../snapshot/json.ts';
import { evaluate } from './evaluate.ts';
import type { Facts } from './facts.ts';
import { type Lacking, once } from './lacking.ts';

export interface Imports {
  readonly exports: ReadonlyMap<string, string>;
  /** By the names of the stacks. */
  readonly outputs: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** In the Systems Manager. */
  readonly parameters: ReadonlyMap<string, string>;
  /** ARNs of the topics of others by which people are notified. */
  readonly topics: ReadonlySet<string>;
  /** What nobody says. */
  readonly lacking: readonly Lacking[];
}

export function importsOf(stack: SynthesisedStack, facts: Facts): Imports {
  const exports = new Map<string, string>();
  const outputs = new Map<string, Map<string, string>>();
  const parameters = new Map<string, string>();
  const lacking: Lacking[] = [];
  const told = (expression: Json) => {
    const { value, lacking: here } = evaluate(expression, stack, facts);
    lacking.push(...here);
    return String(value);
  };
  for (const { name, argument } of functionsIn(stack.template.Resources as unknown as Json)) {
    if (name === 'Fn::ImportValue') exports.set(told(argument), told({ [name]: argument }));
    if (name !== 'Fn::GetStackOutput' || !isObject(argument)) continue;
    const of = told(argument.StackName ?? '');
    const there = outputs.get(of) ?? new Map<string, string>();
    outputs.set(of, there.set(told(argument.OutputName ?? ''), told({ [name]: argument })));
  }
  for (const [name, { Type, Default }] of Object.entries(stack.template.Parameters ?? {})) {
    if (isOfTheCdk(Default)) continue;
    const value = told({ Ref: name });
    if (/^AWS::SSM::Parameter::Value</.test(Type)) parameters.set(String(Default), value);
  }
  for (const name of resolvedIn(JSON.stringify(stack.template.Resources)))
    parameters.set(name, told(`{{resolve:ssm:${name}}}`));
  const topics = topicsIn(stack).map(told);
  return { topics: new Set(topics), exports, outputs, parameters, lacking: once(lacking) };
}

/** Those that the stack doesn't make itself. */
function topicsIn({ template }: SynthesisedStack): readonly Json[] {
  return Object.values(template.Resources)
    .map((resource) => environmentOf(resource))
    .filter(({ AWS_SDK_UA_APP_ID }) => String(AWS_SDK_UA_APP_ID).startsWith('kops-cutover/'))
    .flatMap((variables) => (variables[ENV.topicArn] ?? []) as Json)
    .filter((value) => !isObject(value) || !(String(value.Ref) in template.Resources));
}

/** The version of the CDK's own stack, which the offline AWS has. */
function isOfTheCdk(value: Json | undefined): boolean {
  return /^\/cdk-bootstrap\//.test(String(value));
}

interface Called {
  readonly name: string;
  readonly argument: Json;
}

function functionsIn(value: Json): readonly Called[] {
  if (isList(value)) return value.flatMap(functionsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, argument]) => [
    ...(name.startsWith('Fn::') ? [{ name, argument }] : []),
    ...functionsIn(argument),
  ]);
}

function resolvedIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/\{\{resolve:ssm:([^:}]+)/g)].map(([, name = '']) => name));
}
