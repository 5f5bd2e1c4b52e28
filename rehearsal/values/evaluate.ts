/** What CloudFormation would make of a template's expressions, as far as it is known. */
import { partitionOf } from '../../lambdas/shared/contract/regions.ts';
import type { Output, SynthesisedStack } from '../app/synthesise.ts';
import { isList, isObject, type Json, type JsonObject } from '../snapshot/json.ts';
import { EXPORTS, STACK } from '../snapshot/kinds/cloudformation.ts';
import { PARAMETER_VALUE } from '../snapshot/kinds/ssm.ts';
import { type Facts, parameterPlace, placeOfStack } from './facts.ts';
import type { Lacking, Where } from './lacking.ts';

/** Stands for what nobody says: a character that is set aside for private use. */
export const UNKNOWN = '\uE000';

export interface Evaluated {
  readonly value: Json;
  readonly lacking: readonly Lacking[];
}

/** @param expression of a template of this stack */
export function evaluate(expression: Json, stack: SynthesisedStack, facts: Facts): Evaluated {
  const lacking: Lacking[] = [];
  const value = new Evaluation(facts, lacking).of(expression, stack);
  return { value, lacking };
}

/** Whether all of it is known. */
export function isKnown(value: Json): boolean {
  return !JSON.stringify(value).includes(UNKNOWN);
}

type Function = (argument: Json, stack: SynthesisedStack) => Json;

class Evaluation {
  readonly #facts: Facts;
  readonly #lacking: Lacking[];
  readonly #functions: Readonly<Record<string, Function>>;

  constructor(facts: Facts, lacking: Lacking[]) {
    this.#facts = facts;
    this.#lacking = lacking;
    this.#functions = {
      Ref: (name, stack) => this.#ref(String(name), stack),
      Condition: (name, stack) => this.#condition(String(name), stack),
      'Fn::GetAtt': (argument, stack) => this.#attribute(argument, stack),
      'Fn::ImportValue': (name, stack) => this.#imported(this.#text(name, stack), stack),
      'Fn::GetStackOutput': (argument, stack) => this.#output(argument, stack),
      'Fn::Join': (argument, stack) => this.#join(argument, stack),
      'Fn::Sub': (argument, stack) => this.#substituted(argument, stack),
      'Fn::Split': (argument, stack) => this.#split(parts(argument), stack),
      'Fn::Select': (argument, stack) => this.#selected(parts(argument), stack),
      'Fn::If': (argument, stack) => this.#chosen(parts(argument), stack),
      'Fn::Equals': (argument, stack) => this.#equal(parts(argument), stack),
      'Fn::And': (all, stack) => this.#list(all, stack).every((each) => each === true),
      'Fn::Or': (all, stack) => this.#list(all, stack).some((each) => each === true),
      'Fn::Not': (argument, stack) => this.of(parts(argument)[0], stack) !== true,
      'Fn::FindInMap': (path, stack) => this.#mapped(parts(path), stack),
      'Fn::GetAZs': (region, stack) =>
        ['a', 'b', 'c'].map((letter) => `${this.#text(region, stack) || stack.region}${letter}`),
      'Fn::Base64': (text, stack) => Buffer.from(this.#text(text, stack)).toString('base64'),
      'Fn::ToJsonString': (value, stack) => JSON.stringify(this.of(value, stack)),
    };
  }

  of(expression: Json | undefined, stack: SynthesisedStack): Json {
    if (isList(expression)) return expression.map((each) => this.of(each, stack));
    if (!isObject(expression)) return this.#withParameters(expression ?? null, stack);
    const [[name = '', argument = null] = [], ...others] = Object.entries(expression);
    const made = others.length === 0 ? this.#functions[name] : undefined;
    if (made) return made(argument, stack);
    const members = Object.entries(expression).map(([key, each]) => [key, this.of(each, stack)]);
    return Object.fromEntries(members);
  }

  #text(expression: Json | undefined, stack: SynthesisedStack): string {
    const value = this.of(expression, stack);
    return value === null || isList(value) || isObject(value) ? '' : String(value);
  }

  #list(expression: Json | undefined, stack: SynthesisedStack): readonly Json[] {
    const value = this.of(expression, stack);
    return isList(value) ? value : String(value).split(',');
  }

  #missing(lacking: Lacking): Json {
    this.#lacking.push(lacking);
    return UNKNOWN;
  }

  #known(answer: string | Lacking): Json {
    return typeof answer === 'string' ? answer : this.#missing(answer);
  }

  #ref(name: string, stack: SynthesisedStack): Json {
    const pseudo = pseudoParameter(name, stack);
    if (pseudo !== undefined) return pseudo;
    const parameter = stack.template.Parameters?.[name];
    if (!parameter) return this.#known(this.#facts.resource(stack, name));
    const { Type, Default } = parameter;
    if (Default === undefined)
      return this.#missing({
        what: `the parameter ${name} of the stack ${stack.name}, which has no default`,
      });
    const text = /^AWS::SSM::Parameter::Value</.test(Type)
      ? this.#stored(String(Default), stack)
      : String(Default);
    return /List</.test(Type) || Type === 'CommaDelimitedList'
      ? text.split(',').map((each) => each.trim())
      : text;
  }

  /** Of the Systems Manager. */
  #stored(name: string, at: Where): string {
    const value = this.#facts.parameter(name, at);
    if (value !== undefined) return value;
    const place = parameterPlace(name, at);
    return String(this.#missing({ what: `the parameter ${name} in SSM`, kind: PARAMETER_VALUE, place }));
  }

  #attribute(argument: Json, stack: SynthesisedStack): Json {
    const [logicalId = '', ...names] =
      typeof argument === 'string' ? argument.split('.') : (argument as string[]);
    return this.#known(this.#facts.attribute(stack, logicalId, names.join('.')));
  }

  #imported(name: string, { account, region, app }: SynthesisedStack): Json {
    const at = { account, region };
    const there = this.#facts.exported(name, at);
    if (there !== undefined) return there;
    const here = app.filter((stack) => stack.account === account && stack.region === region);
    for (const stack of here)
      for (const output of Object.values(stack.template.Outputs ?? {}))
        if (output.Export && this.#text(output.Export.Name, stack) === name)
          return this.of(output.Value, stack);
    return this.#missing({ what: `the export ${name}`, kind: EXPORTS, place: at, name });
  }

  #output(argument: Json, stack: SynthesisedStack): Json {
    const { StackName, OutputName, Region = stack.region } = argument as JsonObject;
    const at = { account: stack.account, region: this.#text(Region, stack) };
    const [name, key] = [this.#text(StackName, stack), this.#text(OutputName, stack)];
    const there = this.#facts.output(name, key, at);
    if (there !== undefined) return there;
    const other = stack.app.find((each) => each.name === name && each.region === at.region);
    const output: Output | undefined = other?.template.Outputs?.[key];
    if (other && output) return this.of(output.Value, other);
    const place = placeOfStack(at, name);
    return this.#missing({ what: `the output ${key} of the stack ${name}`, kind: STACK, place });
  }

  #split([by = '', text]: readonly Json[], stack: SynthesisedStack): Json {
    return this.#text(text, stack).split(String(by));
  }

  #selected([at, list]: readonly Json[], stack: SynthesisedStack): Json {
    return this.#list(list, stack)[Number(this.#text(at, stack))] ?? UNKNOWN;
  }

  #chosen([name = '', yes, no]: readonly Json[], stack: SynthesisedStack): Json {
    return this.of(this.#condition(String(name), stack) ? yes : no, stack);
  }

  #equal([one, other]: readonly Json[], stack: SynthesisedStack): Json {
    return this.#text(one, stack) === this.#text(other, stack);
  }

  #join(argument: Json, stack: SynthesisedStack): Json {
    const [by = '', parts = []] = argument as [string, Json];
    return this.#list(parts, stack).map(String).join(by);
  }

  #substituted(argument: Json, stack: SynthesisedStack): Json {
    const [text = '', own = {}] = isList(argument) ? (argument as [string, JsonObject]) : [String(argument)];
    return text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (name in own) return this.#text(own[name], stack);
      return String(name.includes('.') ? this.#attribute(name, stack) : this.#ref(name, stack));
    });
  }

  #condition(name: string, stack: SynthesisedStack): boolean {
    return this.of(stack.template.Conditions?.[name], stack) === true;
  }

  #mapped(path: readonly Json[], stack: SynthesisedStack): Json {
    const [first, second, third] = path.map((each) => this.#text(each, stack));
    const mapping = stack.template.Mappings?.[first ?? ''] as JsonObject | undefined;
    const entry = mapping?.[second ?? ''] as JsonObject | undefined;
    return entry?.[third ?? ''] ?? UNKNOWN;
  }

  /** `{{resolve:ssm:/name}}`, with a version perhaps. */
  #withParameters(value: Json, stack: SynthesisedStack): Json {
    if (typeof value !== 'string') return value;
    return value.replace(/\{\{resolve:ssm:([^:}]+)(?::\d+)?\}\}/g, (_, name: string) =>
      this.#stored(name, stack),
    );
  }
}

function parts(argument: Json): readonly Json[] {
  return isList(argument) ? argument : [argument];
}

function pseudoParameter(
  name: string,
  { account, region, name: stackName }: SynthesisedStack,
): Json | undefined {
  const { name: partition = 'aws', domainSuffix = 'amazonaws.com' } = partitionOf(region) ?? {};
  const values: Readonly<Record<string, Json>> = {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': partition,
    'AWS::URLSuffix': domainSuffix,
    'AWS::StackName': stackName,
    'AWS::NoValue': '',
    'AWS::NotificationARNs': [],
  };
  return values[name];
}
