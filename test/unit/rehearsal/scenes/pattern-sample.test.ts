import { sampleOf } from '../../../../rehearsal/scenes/migration/pattern-sample.ts';

it.each([
  [{ a: ['x', 'y'] }, { a: 'x' }],
  [{ a: { b: [true] } }, { a: { b: true } }],
  [{ a: [{ exists: true }] }, { a: 'anything' }],
  [{ a: [{ exists: false }] }, {}],
  [{ a: [{ prefix: 'up' }] }, { a: 'up' }],
  [{ a: [{ prefix: { 'equals-ignore-case': 'Up' } }] }, { a: 'Up' }],
  [{ a: [{ wildcard: 'a*z' }] }, { a: 'az' }],
  [{ a: [{ 'anything-but': ['x'] }] }, { a: '~anything~' }],
  [{ a: [{ 'anything-but': [1, 5] }] }, { a: 6 }],
  [{ a: [{ numeric: ['>', 1, '<=', 2] }] }, { a: 1.5 }],
  [{ a: [{ numeric: ['<', 1] }] }, { a: 0 }],
  [{ $or: [{ a: ['x'] }, { b: ['y'] }] }, { a: 'x' }],
])('makes an event that a pattern lets through: %j', (detail, made) => {
  const sample = sampleOf({ source: ['s'], 'detail-type': ['t'], resources: ['r'], detail });
  expect(sample).toEqual({ source: 's', detailType: 't', resources: ['r'], detail: made });
});
