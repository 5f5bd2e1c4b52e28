import type { Template, Value } from './template.ts';

/** All resources that are changed before one: those that it names, those that these name, and so on. */
export function changedBefore(of: Template, id: string, seen = new Set<string>()): ReadonlySet<string> {
  for (const name of namedBy(of, id)) {
    if (seen.has(name)) continue;
    seen.add(name);
    changedBefore(of, name, seen);
  }
  return seen;
}

/** The resources that one names: CloudFormation changes them first. */
function namedBy(of: Template, id: string): readonly string[] {
  const { DependsOn, ...resource } = of.json.Resources[id] as unknown as Record<string, Value>;
  const references = JSON.stringify(resource).matchAll(/"(?:Ref|Fn::GetAtt)":\[?"([^"]+)"/g);
  const named = [
    ...((DependsOn ?? []) as readonly string[]),
    ...[...references].map(([, name = '']) => name),
  ];
  return named.filter((name) => name in of.json.Resources);
}
