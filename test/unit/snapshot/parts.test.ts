import { INPUT } from '../../../rehearsal/snapshot/file-kind.ts';
import { KINDS } from '../../../rehearsal/snapshot/kinds/index.ts';
import type { AnyCall, FileCall } from '../../../snapshot/calls/call.ts';
import { READ_PARAMETER } from '../../../snapshot/calls/imports.ts';
import { PARTS } from '../../../snapshot/parts/index.ts';

const CALLS = new Set(PARTS.flatMap(({ calls }) => calls));

const kindsOf = (calls: Iterable<AnyCall>) =>
  [...calls].flatMap((call) => ('kind' in call ? [(call as FileCall<unknown, unknown>).kind] : []));

it('there is a call for each file that a snapshot may have, but what kubectl and Terraform print', () => {
  const made = new Set<unknown>(kindsOf(CALLS));
  const others = KINDS.filter((kind) => !made.has(kind) && !['kubectl', 'terraform'].includes(kind.service));
  // What a call is asked is kept beside its answer.
  expect(others.filter(({ call }) => !call.endsWith(INPUT))).toEqual([]);
});

it('no file is made by two calls', () => {
  const kinds = kindsOf(CALLS);
  expect(new Set(kinds).size).toBe(kinds.length);
});

it('all rights are those to read', () => {
  const actions = [...CALLS].flatMap((call) => call.rights.flatMap((right) => right.actions));
  expect(actions.length).toBeGreaterThan(50);
  expect(
    actions.filter((action) => !/^[a-z0-9-]+:(Get|List|Describe|Search)[A-Za-z]*$/.test(action)),
  ).toEqual([]);
});

it('no value is read, but of parameters that a template reads itself', () => {
  const giving = [...CALLS].filter(({ rights }) =>
    rights.some((right) =>
      right.actions.some((action) => /GetSecretValue|GetParameter|Decrypt/.test(action)),
    ),
  );
  expect(giving).toEqual([READ_PARAMETER]);
});
