import { dataPlaneSection } from '../../../../../../lambdas/migration/domain/readiness/data-plane-text.ts';

it('says nothing where a rollback needs the API', () => {
  expect(dataPlaneSection(undefined)).toEqual([]);
});

it('says within how many seconds clients are back, until when, what it costs and when it fails', () => {
  const [section, ...others] = dataPlaneSection({ checks: 7, ttlSeconds: 120 });
  expect(others).toEqual([]);
  const text = section?.lines.join('\n');
  expect(text).toContain('within 2 min 10 s (10 s, and TTLs of 2 min)');
  expect(text).toContain('until RetireLegacyRecords');
  expect(text).toContain('at 100 % legacy gets nothing');
  expect(text).toContain('7 health checks cost about $3.50 a month');
});
