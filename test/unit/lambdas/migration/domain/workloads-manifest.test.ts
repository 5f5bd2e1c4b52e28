import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { GROUPS, ruleFor } from '../../../../../lambdas/migration/domain/workloads/resources.ts';

const FILE = join(__dirname, '../../../../../docs/kops-cutover-workloads.yaml');

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const documents = parseAllDocuments(readFileSync(FILE, 'utf8')).map((each) => each.toJS());
const { rules }: { rules: readonly Rule[] } = documents.find(({ kind }) => kind === 'ClusterRole');

describe('docs/kops-cutover-workloads.yaml', () => {
  it('allows to list each resource that is listed, and nothing else', () => {
    const allowed = rules.flatMap(({ apiGroups, resources, verbs }) =>
      resources.map((resource) => `${verbs.join()} ${resource} of '${apiGroups.join()}'`),
    );
    const needed = Object.entries(GROUPS).map(([resource, group]) => `list ${resource} of '${group}'`);
    expect(allowed.toSorted()).toEqual(needed.toSorted());
  });

  it('has rules like those that findings name', () => {
    expect(parse(ruleFor('ingresses'))).toEqual(
      rules.find(({ resources }) => resources.includes('ingresses')),
    );
  });
});
