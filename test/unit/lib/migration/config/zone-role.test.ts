import { resolveMigration } from '../../../../../lib/migration/config/resolve-migration.ts';
import { ENVIRONMENT, smallest } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const AT = ['zones', 1, 'role'] as const;
const ARN = 'arn:aws:iam::444455556666:role/dns';

describe('The role of a zone in another account', () => {
  it.each([
    { arn: ARN },
    { arn: `arn:aws:iam::444455556666:role/${'x'.repeat(64)}` },
    { arn: 'arn:aws:iam::444455556666:role/a/path/dns', externalId: 'shop:1/a=b' },
  ])('is taken as it is: %o', (role) => {
    const [zone] = smallest().zones;
    const config = { ...smallest(), zones: [{ ...(zone ?? never()), role }] };
    expect(resolveMigration(config, ENVIRONMENT).settings.zones[0]?.role).toEqual(role);
  });

  itRefuses([
    { wrong: 'a text', put: [...AT], value: ARN, expects: 'a plain object', advises: `{ arn: '${ARN}' }` },
    {
      wrong: 'roleArn',
      put: [...AT],
      value: { roleArn: ARN },
      at: 'zones[1].role.roleArn',
      shows: 'an unknown key',
      expects: 'a key of a role: arn, externalId',
      advises: '`arn`',
    },
    {
      wrong: 'no ARN',
      put: [...AT, 'arn'],
      value: 'shop-cutover-dns',
      expects: "the ARN of a role in the zone's account",
      advises: 'arn:aws:iam::444455556666:role/',
    },
    ...[`arn:aws:iam::444455556666:role/`, `${ARN}/`, `arn:aws:iam::444455556666:role/${'x'.repeat(65)}`].map(
      (value) => ({
        wrong: `the ARN of a role without a name that IAM takes, ${value.slice(0, 45)}`,
        put: [...AT, 'arn'],
        value,
        expects: "the ARN of a role in the zone's account",
        advises: ':role/',
      }),
    ),
    ...(
      [
        ['arn:aws:iam::44445555666:role/dns', 'its account has 12 digits, not 44445555666'],
        ['arn:aws:iam:::role/dns', 'its account has 12 digits, not none'],
        ['arn:aws:iam:us-west-1:444455556666:role/dns', 'without a region, here us-west-1'],
        ['arn:aws:sts::444455556666:assumed-role/dns/me', 'of the service iam, not sts'],
        ['arn:aws:iam::444455556666:user/dns', 'role/ and a name, not user/dns'],
        [`${ARN}!`, 'a name of 1 to 64 letters'],
      ] as const
    ).map(([value, expects]) => ({
      wrong: `the wrong part of ${value}`,
      put: [...AT, 'arn'],
      value,
      expects,
      advises: "'arn:aws:iam::444455556666:role/shop-cutover-dns', for example",
    })),
    {
      wrong: 'the ARN of a user',
      put: [...AT, 'arn'],
      value: 'arn:aws:iam::444455556666:user/dns',
      expects: 'the ARN of a role',
      advises: ':role/',
    },
    {
      wrong: 'the ARN of a session',
      put: [...AT, 'arn'],
      value: 'arn:aws:sts::444455556666:assumed-role/dns/me',
      expects: 'the ARN of a role',
      advises: ':role/',
    },
    {
      wrong: 'a role of the stack’s own account',
      put: [...AT, 'arn'],
      value: 'arn:aws:iam::111122223333:role/dns',
      expects: "a role of another account than the stack's, 111122223333",
      advises: 'without a role',
    },
    {
      wrong: 'a role of another partition',
      put: [...AT, 'arn'],
      value: 'arn:aws-cn:iam::444455556666:role/dns',
      expects: 'in the partition of us-west-1, aws',
      advises: `'${ARN}'`,
    },
    {
      wrong: 'an external id that STS takes from nobody',
      put: [...AT],
      value: { arn: ARN, externalId: 'my id' },
      at: 'zones[1].role.externalId',
      shows: 'my id',
      expects: '2 to 1224 letters',
      advises: "'shop-cutover'",
    },
  ]);
});

function never(): never {
  throw new Error('The smallest configuration has a zone.');
}
