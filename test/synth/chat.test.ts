import { shop } from '../../bin/shop.ts';
import { shopMasters } from '../../bin/shop-masters.ts';
import { chatMessage, chatProblems } from '../../rehearsal/chat/chat-schema.ts';
import { ALARM_EVENT } from './migration/support/events.ts';
import { restored, run, type Script } from './migration/support/scripted-run.ts';
import { allStates, definitionOf, type MachineName } from './support/definition.ts';
import { keptTemplates } from './support/kept-synth.ts';
import { statementsOf } from './support/policies.ts';
import { fails } from './support/shop-machines.ts';
import { shopTemplate } from './support/shop-templates.ts';

const kept = keptTemplates(import.meta.filename, ({ synthesize, synthesizeMasters }) => ({
  migration: synthesize({ ...shop, notify: { ...shop.notify, chat: true } }),
  masters: synthesizeMasters({ ...shopMasters, notify: { ...shopMasters.notify, chat: true } }),
}));
const MACHINES: readonly (readonly ['migration' | 'masters', MachineName])[] = [
  ['migration', 'Migrate'],
  ['migration', 'RollBack'],
  ['migration', 'Decide'],
  ['masters', 'ReplaceMaster'],
  ['masters', 'RollMasters'],
  ['masters', 'Decide'],
];

describe.each(['migration', 'masters'] as const)('the chat of the %s', (name) => {
  const template = kept(name);
  const topics = template.resources('AWS::SNS::Topic');
  const chat = topics.find(({ id }) => id.includes('Chat'));
  const chatArn = String(template.resolve({ Ref: chat?.id ?? '' }));

  it('has a topic of its own, encrypted as the other, whose ARN is an output', () => {
    expect(topics).toHaveLength(2);
    expect(new Set(topics.map(({ Properties }) => Properties.KmsMasterKeyId)).size).toBe(1);
    const outputs = Object.values(template.json.Outputs ?? {}).filter((output) =>
      JSON.stringify(output).includes('Amazon Q Developer'),
    );
    expect(outputs).toHaveLength(1);
    const subscribed = template.resources('AWS::SNS::Subscription');
    expect(subscribed.map(({ Properties }) => Properties.TopicArn)).not.toContain(chatArn);
  });

  it('may be published to by whatever publishes mails, function or machine', () => {
    const roles = template
      .resources('AWS::IAM::Role')
      .map(({ id }) => statementsOf(template, `arn:aws:iam::111122223333:role/Shop-${id}`));
    const publishing = roles
      .map((statements) => statements.filter(({ Action }) => JSON.stringify(Action).includes('sns:Publish')))
      .filter((statements) => statements.length > 0);
    expect(publishing.length).toBeGreaterThan(4);
    for (const [statement] of publishing) expect(statement?.Resource).toContain(chatArn);
  });

  it('is known to each function that knows of the mails, but for the one that looks who gets these', () => {
    const functions = template.resources('AWS::Lambda::Function').flatMap(({ Properties }) => {
      const { Variables = {} } = (Properties.Environment ?? {}) as { Variables?: Record<string, string> };
      return 'TOPIC_ARN' in Variables
        ? [[String(Properties.FunctionName), Variables.CHAT_TOPIC_ARN] as const]
        : [];
    });
    expect(functions.length).toBeGreaterThan(3);
    for (const [of, arn] of functions)
      expect([of, arn]).toEqual([of, of.endsWith('VerifyNotifications') ? undefined : chatArn]);
  });

  it('gets each alarm that is sent by mail', () => {
    const alarms = template.resources('AWS::CloudWatch::Alarm').flatMap(({ Properties }) => {
      const { AlarmActions = [] } = Properties as { AlarmActions?: readonly string[] };
      return AlarmActions.length > 0 ? [AlarmActions] : [];
    });
    expect(alarms.length).toBeGreaterThan(5);
    for (const actions of alarms) {
      expect(actions).toHaveLength(2);
      expect(actions).toContain(chatArn);
    }
  });
});

it('is none unless it is configured', () => {
  const template = shopTemplate();
  expect(template.resources('AWS::SNS::Topic')).toHaveLength(1);
  expect(JSON.stringify(template.json)).not.toContain('CHAT_TOPIC_ARN');
});

describe.each(MACHINES)('notices of the %s’s %s', (name, machine) => {
  const states = allStates(definitionOf(kept(name), machine));
  const notices = states.filter(
    ([, { Resource }]) => typeof Resource === 'string' && Resource.endsWith(':sns:publish'),
  );
  const mails = notices.filter(([state]) => !state.endsWith(' to the chat'));

  it('each go to the chat first, and to the mail whatever comes of that', () => {
    for (const [state] of mails) {
      const twin = states.find(([other]) => other === `${state} to the chat`)?.[1];
      expect({
        state,
        next: twin?.Next,
        caught: twin?.Catch?.map(({ ErrorEquals, Next }) => [ErrorEquals, Next]),
      }).toEqual({
        state,
        next: state,
        caught: [[['States.ALL'], state]],
      });
      const before = states.filter(
        ([other, definition]) =>
          other !== `${state} to the chat` && JSON.stringify(definition).includes(`:"${state}"`),
      );
      expect(before).toEqual([]);
    }
    expect(notices).toHaveLength(2 * mails.length);
  });
});

describe('what RollBack publishes for the chat without a function', () => {
  const template = kept('migration');
  const outcome = (of: 'unrestorable' | 'nothing-to-restore', more: object = {}): Script => ({
    RestoreLegacy: (call) => restored(call, { outcome: of, reason: 'so it is', ...more }),
  });

  it.each<[string, Script, string]>([
    ['that legacy can’t be restored', outcome('unrestorable'), 'NotifyUnrestorable'],
    [
      'the same, with zones that the chat would format',
      outcome('unrestorable', {
        pending: [{ zoneId: 'Z1', why: '_cutover-shop <!channel> & `rm` *now*' }],
        reason: '[click](https://evil.test)\nnow',
      }),
      'NotifyUnrestorable',
    ],
    [
      'the same, with very much',
      outcome('unrestorable', {
        pending: Array.from({ length: 90 }, (_, i) => ({ zoneId: `Z${i}`, why: '<'.repeat(300) })),
        reason: '&'.repeat(3000),
      }),
      'NotifyUnrestorable',
    ],
  ])('%s is as the chat integration reads it', async (_what, script, state) => {
    const { calls } = await run(template, 'RollBack', ALARM_EVENT, script);
    const told = calls.find((call) => call.state === `${state} to the chat`);
    const text = String(told?.arguments.Message);
    expect(chatProblems(text)).toEqual([]);
    expect(chatMessage(text)?.threadId).toBe('run-1');
    expect(calls.some((call) => call.state === state)).toBe(true);
  });

  it('is followed by the mail if it fails', async () => {
    const { calls } = await run(template, 'RollBack', ALARM_EVENT, {
      ...outcome('unrestorable'),
      'NotifyUnrestorable to the chat': fails('SNS.NotFoundException'),
    });
    expect(calls.map(({ state }) => state).slice(-2)).toEqual([
      'NotifyUnrestorable to the chat',
      'NotifyUnrestorable',
    ]);
  });
});
