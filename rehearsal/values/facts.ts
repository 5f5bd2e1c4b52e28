/** What is known of an account of which a template says only where to ask: exports, outputs, parameters, and what stacks have made. */
import type { SynthesisedStack } from '../app/synthesise.ts';
import type { Place } from '../snapshot/file-kind.ts';
import { EXPORTS, STACK, STACK_RESOURCES } from '../snapshot/kinds/cloudformation.ts';
import { fileNameOf, PARAMETER_VALUE } from '../snapshot/kinds/ssm.ts';
import { attributeOf } from './attributes.ts';
import type { Find, Lacking, Where } from './lacking.ts';
import { madeUpId } from './made-up-ids.ts';
import { ownNameOf } from './own-names.ts';

export interface FactsOptions {
  readonly find: Find;
  /** The stack that is deployed to the offline AWS, where it gets other names than in its account. */
  readonly offline?: SynthesisedStack;
  /** Without any file, what the app's other stacks make is made up. */
  readonly makesUp?: boolean;
}

export class Facts {
  /** Of which resources what they are called was made up, by the names of their stacks. */
  readonly #madeUp = new Map<string, Set<string>>();
  readonly #options: FactsOptions;

  constructor(options: FactsOptions) {
    this.#options = options;
  }

  /** What was made up, in words that follow "Made up:". */
  get madeUp(): readonly string[] {
    return [...this.#madeUp].map(([stack, ids]) => `what the stack ${stack} makes: ${[...ids].join(', ')}`);
  }

  exported(name: string, at: Where): string | undefined {
    return this.#options.find(EXPORTS, at)?.Exports.find(({ Name }) => Name === name)?.Value;
  }

  output(stackName: string, key: string, at: Where): string | undefined {
    const described = this.#options.find(STACK, { ...at, names: [stackName] });
    const outputs = described?.Stacks.flatMap(({ Outputs = [] }) => Outputs) ?? [];
    return outputs.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
  }

  parameter(name: string, at: Where): string | undefined {
    return this.#options.find(PARAMETER_VALUE, parameterPlace(name, at))?.Parameter.Value;
  }

  /** What `Ref` gives of a resource. */
  resource(stack: SynthesisedStack, logicalId: string): string | Lacking {
    const { find, offline, makesUp = false } = this.#options;
    const resource = stack.template.Resources[logicalId];
    const own = resource && ownNameOf(stack, logicalId, stack === offline);
    if (own !== undefined) return own;
    const place = placeOfStack(stack, stack.name);
    const made = find(STACK_RESOURCES, place)?.StackResourceSummaries.find(
      (each) => each.LogicalResourceId === logicalId,
    )?.PhysicalResourceId;
    if (made !== undefined) return made;
    const id = makesUp && stack !== offline && resource ? madeUpId(stack, logicalId, resource) : undefined;
    if (id !== undefined) {
      this.#madeUp.set(stack.name, (this.#madeUp.get(stack.name) ?? new Set()).add(logicalId));
      return id;
    }
    return { what: `what ${logicalId} of the stack ${stack.name} is called`, kind: STACK_RESOURCES, place };
  }

  /** What `Fn::GetAtt` gives of a resource. */
  attribute(stack: SynthesisedStack, logicalId: string, name: string): string | Lacking {
    const id = this.resource(stack, logicalId);
    if (typeof id !== 'string') return id;
    const type = stack.template.Resources[logicalId]?.Type ?? '';
    const { find, makesUp = false } = this.#options;
    const found = attributeOf({ type, name, id }, stack, { find, makesUp });
    return typeof found === 'string'
      ? found
      : { what: `${name} of ${logicalId} in the stack ${stack.name}`, ...found };
  }
}

export function parameterPlace(name: string, { account, region }: Where): Place {
  return { account, region, names: [fileNameOf(name)] };
}

export function placeOfStack({ account, region }: Where, name: string): Place {
  return { account, region, names: [name] };
}
