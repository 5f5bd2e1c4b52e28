import { shopMastersTemplate, shopTemplate } from './support/shop-templates.ts';

describe.each([
  ['a migration', shopTemplate],
  ['masters', shopMastersTemplate],
])('the outputs and the description of the stack of %s', (_what, template) => {
  const { Resources: _made, ...shown } = template().json;

  // What it runs it reads right, but it shows `?` for every other character: aws-cloudformation/cloudformation-coverage-roadmap#814.
  it('are of the characters that CloudFormation can show', () => {
    expect(Object.keys(shown)).toEqual(expect.arrayContaining(['Description', 'Outputs']));
    expect(JSON.stringify(shown)).toMatch(/^[\x20-\x7e]*$/);
  });
});

it('say in which queue the events are that could not start a rollback', () => {
  const { Outputs } = shopTemplate().json;
  expect(Outputs).toMatchObject({ UndeliveredEvents: { Value: expect.anything() } });
});

it('say what RollMasters takes, and where undelivered events are', () => {
  const { Outputs } = shopMastersTemplate().json;
  expect(Outputs).toMatchObject({
    RollByHand: { Description: expect.stringContaining('{"olderThanDays": 240}') },
    UndeliveredEvents: { Value: expect.anything() },
  });
});
