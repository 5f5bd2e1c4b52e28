import { NormalizedSchema } from '@smithy/core/schema';
import { XmlList, type XmlValue } from '../protocol/aws-query.ts';
import { type Operation, ServiceFault } from '../protocol/rpc-service.ts';
import { engineOperation, filters } from './engine-operations.ts';

type Schema = Parameters<typeof NormalizedSchema.of>[0];
type Described = Readonly<Record<string, unknown>>;

/** One kind of thing of a network: its descriptions as the AWS CLI prints them, and how they are asked for. */
export interface NetworkKind {
  /** `DescribeVpcs` */
  readonly operation: string;
  /** The answer's member that lists them. */
  readonly member: string;
  /** The SDK's schema of the answer, which knows the names on the wire. */
  readonly answer: Schema;
  /** By name: what a filter looks at. Others are refused. */
  readonly filters: Readonly<Record<string, (each: Described) => unknown>>;
}

/** What EC2 says of networks: SPEC.md, "Networks". */
export interface NetworkSource {
  readonly kinds: readonly NetworkKind[];
  listed(operation: string): readonly Described[];
  /** Undefined: there is no such list. */
  prefixes(listId: string): Described | undefined;
  readonly prefixAnswer: Schema;
}

export function networkOperations(source: () => NetworkSource): Readonly<Record<string, Operation>> {
  const describing = source().kinds.map((kind): [string, Operation] => [
    kind.operation,
    engineOperation(['Filter'], (input) => {
      const asked = filters(input, 'Filter', 'Value');
      const found = source()
        .listed(kind.operation)
        .filter((each) => asked.every(({ Name, Values }) => fits(each, kind, Name, Values)));
      return written(NormalizedSchema.of(kind.answer), { [kind.member]: found });
    }),
  ]);
  return { ...Object.fromEntries(describing), GetManagedPrefixListEntries: entriesOf(source) };
}

function entriesOf(source: () => NetworkSource): Operation {
  return engineOperation(['PrefixListId'], (input) => {
    const id = String(input.PrefixListId);
    const found = source().prefixes(id);
    if (!found)
      throw new ServiceFault('InvalidPrefixListID.NotFound', `The prefix list ID '${id}' does not exist.`);
    return written(NormalizedSchema.of(source().prefixAnswer), found);
  });
}

function fits(each: Described, kind: NetworkKind, name: string, values: readonly string[]): boolean {
  const field = Object.hasOwn(kind.filters, name) ? kind.filters[name] : undefined;
  if (!field) throw new ServiceFault('InvalidParameterValue', `The filter '${name}' is invalid`);
  return values.includes(String(field(each)));
}

/** In the names of the wire. Times are texts in both. */
function written(schema: NormalizedSchema, value: unknown): XmlValue {
  if (value === undefined || value === null) return undefined;
  if (schema.isStructSchema()) {
    const members = Object.entries(value as Described);
    return Object.fromEntries(
      members.map(([name, each]) => {
        const member = schema.getMemberSchema(name);
        return [nameOf(member), written(member, each)];
      }),
    );
  }
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    return new XmlList(
      'item',
      (value as readonly unknown[]).map((each) => written(item, each)),
    );
  }
  return value as string | number | boolean;
}

function nameOf(member: NormalizedSchema): string {
  const { xmlName } = member.getMergedTraits();
  if (typeof xmlName !== 'string') throw new TypeError(`${member.getName()} has no name on the wire`);
  return xmlName;
}
