import { BlockList, isIP, isIPv6 } from 'node:net';
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
  /** Of a transit gateway's route table; undefined: there is no such table. */
  gatewayRoutes(tableId: string): readonly Described[] | undefined;
  readonly gatewayAnswer: Schema;
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
  return {
    ...Object.fromEntries(describing),
    GetManagedPrefixListEntries: entriesOf(source),
    SearchTransitGatewayRoutes: searched(source),
  };
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

const SEARCHES: Readonly<Record<string, (route: string, cidr: string) => boolean>> = {
  'route-search.supernet-of-match': (route, cidr) => holds(route, cidr),
  'route-search.subnet-of-match': (route, cidr) => holds(cidr, route),
};

function searched(source: () => NetworkSource): Operation {
  return engineOperation(['TransitGatewayRouteTableId', 'Filter'], (input) => {
    const id = String(input.TransitGatewayRouteTableId);
    const routes = source().gatewayRoutes(id);
    if (!routes)
      throw new ServiceFault(
        'InvalidRouteTableID.NotFound',
        `The transit gateway route table '${id}' does not exist.`,
      );
    const asked = filters(input, 'Filter', 'Value');
    if (asked.length === 0)
      throw new ServiceFault('MissingParameter', 'The request must contain the parameter Filters');
    const Routes = routes.filter(({ DestinationCidrBlock }) =>
      asked.every(({ Name, Values }) => {
        const matches = Object.hasOwn(SEARCHES, Name) ? SEARCHES[Name] : undefined;
        if (!matches) throw new ServiceFault('InvalidParameterValue', `The filter '${Name}' is invalid`);
        return Values.some((cidr) => matches(String(DestinationCidrBlock), cidr));
      }),
    );
    return written(NormalizedSchema.of(source().gatewayAnswer), { Routes, AdditionalRoutesAvailable: false });
  });
}

/** Whether all addresses of `inner` are in `outer`. */
function holds(outer: string, inner: string): boolean {
  const [[network, bits], [address, length]] = [partsOf(outer), partsOf(inner)];
  const block = new BlockList();
  block.addSubnet(network, bits, isIPv6(network) ? 'ipv6' : 'ipv4');
  return length >= bits && block.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** @throws ServiceFault for what is no CIDR */
function partsOf(cidr: string): readonly [address: string, bits: number] {
  const [address = '', bits = ''] = cidr.split('/');
  if (isIP(address) === 0 || !/^\d+$/.test(bits))
    throw new ServiceFault('InvalidParameterValue', `Invalid CIDR block: '${cidr}'`);
  return [address, Number(bits)];
}

function fits(each: Described, kind: NetworkKind, name: string, values: readonly string[]): boolean {
  const field = Object.hasOwn(kind.filters, name) ? kind.filters[name] : undefined;
  if (!field) throw new ServiceFault('InvalidParameterValue', `The filter '${name}' is invalid`);
  return values.some((value) => isLike(String(field(each)), value));
}

/** As EC2 reads a filter's value: `*` is any text, `?` any character. Source: "Use filters" in EC2's guide on resources. */
function isLike(text: string, value: string): boolean {
  const pattern = value.replaceAll(/[\\^$.*+?()[\]{}|]/g, (character) =>
    character === '*' ? '.*' : character === '?' ? '.' : `\\${character}`,
  );
  return new RegExp(`^${pattern}$`, 's').test(text);
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
