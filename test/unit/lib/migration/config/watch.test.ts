import { resolve, smallest } from './configurations.ts';
import { itRefuses } from './refusals.ts';

describe('what Watch looks at', () => {
  itRefuses([
    {
      wrong: 'true',
      put: ['watch'],
      value: true,
      shows: 'true',
      expects: 'what Watch looks at',
      advises: '{ cloudTrail: true }',
    },
    {
      wrong: 'a word',
      put: ['watch', 'cloudTrail'],
      value: 'yes',
      shows: "'yes'",
      expects: 'true or false',
      advises: 'true',
    },
  ]);

  it.each([
    ['us-west-1', 'us-east-1'],
    ['us-gov-east-1', 'us-gov-west-1'],
    ['cn-north-1', 'cn-northwest-1'],
  ])('of a stack in %s is in CloudTrail of %s', (region, expected) => {
    const watch = { cloudTrail: true };
    const load = {
      loadBalancer: `k8s-ingress-9876543210.${region}.elb.amazonaws.com${region.startsWith('cn') ? '.cn' : ''}`,
    };
    const { settings } = resolve({ ...smallest(), watch, target: load }, { account: '111122223333', region });
    expect(settings.trailRegion).toBe(expected);
  });

  it.each([{}, { watch: {} }, { watch: { cloudTrail: false } }])(
    'is nothing beside the migration by default: %j',
    (more) => {
      expect(resolve({ ...smallest(), ...more }).settings).not.toHaveProperty('trailRegion');
    },
  );
});
