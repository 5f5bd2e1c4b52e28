/** A synthesized template, and what its values will be once it is deployed. */

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, Value>>;
  readonly DeletionPolicy?: string;
  readonly DependsOn?: readonly string[];
}

type ResourceOf = Resource & { readonly id: string };

export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

interface TemplateJson {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, object>>;
}

interface Named {
  readonly ref: string;
  readonly arn: string;
}

const HOME = 'us-west-1:111122223333';

/** What `Ref` and `Fn::GetAtt … Arn` give, for the types that others refer to. */
const NAMED: Readonly<Record<string, (id: string, properties: Record<string, Value>) => Named>> = {
  'AWS::Lambda::Function': (_id, { FunctionName }) =>
    named('lambda', `function:${FunctionName}`, FunctionName),
  'AWS::StepFunctions::StateMachine': (_id, { StateMachineName }) => {
    const arn = `arn:aws:states:${HOME}:stateMachine:${StateMachineName}`;
    return { ref: arn, arn };
  },
  'AWS::DynamoDB::Table': (id) =>
    named('dynamodb', `table/Shop-${id}-1ABCDEFGHIJKL`, `Shop-${id}-1ABCDEFGHIJKL`),
  'AWS::S3::Bucket': (id) => {
    const ref = `shop-${id.toLowerCase()}-1abcdefghijkl`;
    return { ref, arn: `arn:aws:s3:::${ref}` };
  },
  'AWS::SNS::Topic': (id) => {
    const arn = `arn:aws:sns:${HOME}:Shop-${id}-1ABCDEFGHIJKL`;
    return { ref: arn, arn };
  },
  'AWS::SQS::Queue': (id) => named('sqs', `Shop-${id}-1ABCDEFGHIJKL`, `https://sqs/Shop-${id}-1ABCDEFGHIJKL`),
  'AWS::Events::Rule': (id) => named('events', `rule/Shop-${id}-1ABCDEFGHIJKL`, `Shop-${id}-1ABCDEFGHIJKL`),
  'AWS::CloudWatch::Alarm': (_id, { AlarmName }) => named('cloudwatch', `alarm:${AlarmName}`, AlarmName),
  'AWS::Route53::HealthCheck': (id) => ({ ref: `check-${id}`, arn: '' }),
  'AWS::KMS::Key': (id) => named('kms', `key/${id}`, id),
  'AWS::Logs::LogGroup': (_id, { LogGroupName }) =>
    named('logs', `log-group:${LogGroupName}:*`, LogGroupName),
  'AWS::IAM::ManagedPolicy': (id) => {
    const arn = `arn:aws:iam::111122223333:policy/Shop-${id}-1ABCDEFGHIJKL`;
    return { ref: arn, arn };
  },
  'AWS::IAM::Role': (id) => ({ ref: `Shop-${id}`, arn: `arn:aws:iam::111122223333:role/Shop-${id}` }),
};

function named(service: string, resource: string, ref: Value | undefined): Named {
  return { ref: String(ref), arn: `arn:aws:${service}:${HOME}:${resource}` };
}

export class Template {
  readonly json: TemplateJson;
  readonly #names = new Map<string, Named>();
  readonly #resources = new Map<string, readonly ResourceOf[]>();

  constructor(json: TemplateJson) {
    this.json = json;
  }

  /** Resources of a type, with all references resolved. */
  resources(type: string): readonly ResourceOf[] {
    const known = this.#resources.get(type);
    if (known) return known;
    const resources = Object.entries(this.json.Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, resource]) => ({ id, ...resource, Properties: this.resolve(resource.Properties ?? {}) }));
    this.#resources.set(type, resources);
    return resources;
  }

  /** The only resource of a type. */
  only(type: string): ResourceOf {
    const found = this.resources(type);
    const [first] = found;
    if (!first || found.length > 1) throw new Error(`Expected one ${type}, found ${found.length}`);
    return first;
  }

  /** Logical ids of what is made before a resource, and goes after it, beside what it names. */
  dependenciesOf(id: string): readonly string[] {
    return this.json.Resources[id]?.DependsOn ?? [];
  }

  /** The function with this name. */
  functionNamed(name: string): ResourceOf {
    const all = this.resources('AWS::Lambda::Function');
    const found = all.find(({ Properties }) => Properties.FunctionName === name);
    if (!found) throw new Error(`No function ${name}`);
    return found;
  }

  /** A value with `Ref`, `Fn::GetAtt` and `Fn::Join` put in place. Anything else of CloudFormation is an error. */
  resolve<T extends Value>(value: T): T {
    return this.#resolve(value) as T;
  }

  #resolve(value: Value): Value {
    if (Array.isArray(value)) return value.map((item) => this.#resolve(item));
    if (value === null || typeof value !== 'object') return value;
    const [key = '', argument] = Object.entries(value)[0] ?? [];
    if (key === 'Ref') return this.#ref(String(argument));
    if (key === 'Fn::GetAtt') return this.#attribute(argument as readonly string[]);
    if (key === 'Fn::Join') {
      const [separator, parts] = argument as readonly [string, readonly Value[]];
      return parts.map((part) => this.#resolve(part)).join(separator);
    }
    if (key.startsWith('Fn::')) throw new Error(`${key} is not resolved here`);
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.#resolve(item)]));
  }

  #ref(id: string): string {
    if (id === 'AWS::Partition') return 'aws';
    return this.#named(id).ref;
  }

  #attribute([id = '', attribute = '']: readonly string[]): string {
    if (attribute === 'Arn' || attribute === 'TopicArn') return this.#named(id).arn;
    if (attribute === 'QueueName' || attribute === 'Name') return this.#named(id).arn.split(':').at(-1) ?? '';
    throw new Error(`${id}.${attribute} is not resolved here`);
  }

  #named(id: string): Named {
    const known = this.#names.get(id);
    if (known) return known;
    const resource = this.json.Resources[id];
    const naming = resource && NAMED[resource.Type];
    if (!naming) throw new Error(`${id} (${resource?.Type ?? 'no resource'}) is not resolved here`);
    const named = naming(id, this.resolve(resource.Properties ?? {}));
    this.#names.set(id, named);
    return named;
  }
}
