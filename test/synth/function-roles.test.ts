import { actionsOf, BY_LAMBDA, functionStatements, statementsOf } from './support/policies.ts';
import { shopMastersTemplate, shopTemplate } from './support/shop-templates.ts';

const template = shopTemplate();
const statements = functionStatements(template);

const WRITE_STATE = ['ConditionCheckItem', 'GetItem', 'PutItem', 'Query'];

/** What each function does with the journal: a role with more could change what a rollback goes by, one with less fails. */
const JOURNAL: Readonly<Record<string, readonly string[]>> = {
  ValidateInput: ['Query'],
  LowerTtl: WRITE_STATE,
  AdoptRecords: WRITE_STATE,
  ShiftWeight: WRITE_STATE,
  ConfirmWeight: ['Query'],
  StartWatch: WRITE_STATE,
  NotifyHeld: ['PutItem', 'Query'],
  Soak: ['ConditionCheckItem', 'PutItem'],
  JudgeSoak: ['Query'],
  JudgeLegacy: ['Query'],
  JudgeTimeOut: ['Query'],
  JudgePromotion: ['Query'],
  HoldForDecision: ['ConditionCheckItem', 'GetItem', 'PutItem'],
  RetireLegacyRecords: WRITE_STATE,
  MeasureLegacyTraffic: ['Query'],
  CloseMigration: WRITE_STATE,
  RestoreLegacy: ['GetItem', 'PutItem', 'Query'],
  StopMigration: ['PutItem', 'Query'],
  JoinRollBack: ['ConditionCheckItem', 'PutItem', 'Query'],
  ConfirmLegacy: ['GetItem', 'PutItem', 'Query'],
  NotifyRollBack: ['PutItem', 'Query'],
  BeginDrill: [...WRITE_STATE, 'Query'],
  MoveDrillName: [...WRITE_STATE, 'Query'],
  ConfirmDrill: ['Query'],
  RestoreDrillName: ['GetItem', 'PutItem', 'Query', 'Query'],
  RemoveDrillName: ['GetItem', 'PutItem', 'Query', 'Query'],
  ReportDrill: ['PutItem', 'Query'],
  RecordDecision: ['DeleteItem', 'GetItem', 'PutItem', 'Query'],
  Watch: ['GetItem', 'PutItem', 'Query'],
  GuardNames: ['Query'],
  Status: ['GetItem', 'Query'],
};

/** Functions that begin to change what legacy answers. */
const KEEP_COPY = ['LowerTtl', 'StartWatch', 'ShiftWeight'];
/** Functions that fall back on it. */
const READ_COPY = ['RestoreLegacy', 'ConfirmLegacy'];

describe('a function of a migration', () => {
  it('reads of the kops state store what is no secret, and lists it', () => {
    const store = 'arn:aws:s3:::kops-state-shop';
    const objects = [
      'cluster-completed.spec',
      'cluster.spec',
      'config',
      'instancegroup/*',
      'kops-version.txt',
    ];
    const ofS3 = statements.get('VerifyCluster')?.filter(({ Action }) => /^s3:/.test(Action[0] ?? ''));
    expect(ofS3).toMatchObject([
      { Action: ['s3:GetObject'], Resource: objects.map((object) => `${store}/k8s.shop.test/${object}`) },
      { Action: ['s3:ListBucket'], Resource: [store] },
    ]);
  });

  it.each([...statements])('%s may do with the journal what it has to', (state, all) => {
    const actions = all
      .flatMap(({ Action }) => Action)
      .filter((action) => action.startsWith('dynamodb:'))
      .map((action) => action.slice('dynamodb:'.length));
    expect(actions.toSorted()).toEqual(JOURNAL[state] ?? []);
  });

  it('writes reports of its own migration only', () => {
    const { id } = template.only('AWS::S3::Bucket');
    const writers = [...statements].flatMap(([state, all]) =>
      all.filter(({ Action }) => Action.includes('s3:PutObject')).map(({ Resource }) => [state, Resource]),
    );
    const reports = writers.filter(([state]) => !KEEP_COPY.includes(String(state)));
    expect(reports.map(([state]) => state).sort()).toEqual([
      'AssessReadiness',
      'CloseMigration',
      'NotifyRollBack',
      'ReportDrill',
    ]);
    for (const [, resource] of reports)
      expect(resource).toEqual([expect.stringMatching(new RegExp(`^arn:aws:s3:::.*${id}.*/shop/\\*$`, 'i'))]);
  });

  it('reaches the copy of the before-image or the last report, and no other object, to keep it or to read it', () => {
    const { id } = template.only('AWS::S3::Bucket');
    const kept = (name: string) =>
      expect.stringMatching(new RegExp(`^arn:aws:s3:::.*${id}.*/shop/journal/${name}.json$`, 'i'));
    const object = kept('before-image');
    const uses = [...statements].flatMap(([state, all]) =>
      all
        .filter(({ Action }) => Action.includes('s3:GetObject') && state !== 'VerifyCluster')
        .map(({ Action, Resource }) => ({ state, Action, Resource })),
    );
    expect(uses).toEqual([
      { state: 'AssessReadiness', Action: ['s3:GetObject'], Resource: [kept('last-readiness')] },
      ...KEEP_COPY.map((state) => ({ state, Action: ['s3:GetObject', 's3:PutObject'], Resource: [object] })),
      ...READ_COPY.map((state) => ({ state, Action: ['s3:GetObject'], Resource: [object] })),
    ]);
  });

  it.each([
    'LowerTtl',
    'AdoptRecords',
    'ShiftWeight',
    'RetireLegacyRecords',
    'CloseMigration',
    'RestoreLegacy',
    'ConfirmLegacy',
  ])('%s has ten minutes: hundreds of names take minutes within Route 53’s limits', (state) => {
    const found = template
      .resources('AWS::Lambda::Function')
      .find(({ Properties }) => Properties.FunctionName === `shop-${state}`);
    expect(found?.Properties.Timeout).toBe(600);
  });
});

describe.each([
  ['a migration', template],
  ['masters', shopMastersTemplate()],
])('the functions of %s', (_of, each) => {
  it('are traced, and may be; Watch and Status are not, whose calls would be traces without end', () => {
    const own = each
      .resources('AWS::Lambda::Function')
      .filter(({ Properties }) => !String(Properties.FunctionName).endsWith('AnswerCloudFormation'));
    expect(own.length).toBeGreaterThan(15);
    for (const { Properties } of own) {
      if (/-(Watch|Status|MastersStatus)$/.test(String(Properties.FunctionName))) {
        expect(Properties.TracingConfig).toBeUndefined();
        continue;
      }
      expect(Properties.TracingConfig).toEqual({ Mode: 'Active' });
      expect(actionsOf(statementsOf(each, Properties.Role))).toEqual(expect.arrayContaining([...BY_LAMBDA]));
    }
  });
});
