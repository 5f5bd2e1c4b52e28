/** What makes a kops specification large: many instance groups, or as many small values as fit. */
const MORE: Readonly<Record<string, (i: number) => string>> = {
  groups: (i) => `---
apiVersion: kops.k8s.io/v1alpha2
kind: InstanceGroup
metadata: {name: nodes-${i}}
spec:
  additionalUserData:
  - content: |
      #!/bin/sh
      echo ${i} >/etc/number
      sysctl -w vm.max_map_count=262144
    name: number.sh
    type: text/x-shellscript
  image: 099720109477/ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20260720
  machineType: m6i.large
  maxSize: 1
  minSize: 1
  nodeLabels: {team: t${i}}
  role: Node
  subnets: [us-west-1a]
`,
  values: (i) => `  field${i}: {a: ${i}, b: true, c: [1, 2, 3], d: "x y"}\n`,
};

export const MIB = 1024 * 1024;

/** As much of it as makes so many bytes. @throws for a shape that there is not */
export function pad(shape: string, bytes: number): string {
  const more = MORE[shape];
  if (!more) throw new Error(`Give a shape: ${Object.keys(MORE).join(' or ')}`);
  const parts: string[] = [];
  for (let i = 0, length = 0; length < bytes; i++) {
    const part = more(i);
    parts.push(part);
    length += part.length;
  }
  return parts.join('');
}
