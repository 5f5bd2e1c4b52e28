import type { Replacement } from '../../../../lambdas/masters/domain/replacement.ts';

export const OPEN: Replacement = {
  id: 'i-1',
  group: 'control-plane-us-west-1a.masters.k8s.shop.test',
  instance: 'i-1',
  attempt: 1,
  request: 'involuntary',
  origin: 'the sweep',
  since: '2026-11-23T12:00:00Z',
  status: 'open',
  statusAt: '2026-11-23T12:00:00Z',
  actions: {},
  marks: {},
};
