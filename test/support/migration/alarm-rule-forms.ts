/**
 * The forms of a composite alarm's rule: the specification of its parser, which is tested with each row.
 *
 * Sources: UG: "Composite alarms" in CloudWatch's user guide (alarm-combining); API: `AlarmRule` of
 * PutCompositeAlarm; CDK: what `AlarmRule` of aws-cdk-lib renders.
 */

export interface RuleForm {
  readonly rule: string;
  /** The alarms that it rests on, in their order. */
  readonly alarms: readonly string[];
  readonly source: string;
}

const ARN = 'arn:aws:cloudwatch:us-west-1:111122223333:alarm:';

export const RULE_FORMS: readonly RuleForm[] = [
  { rule: 'ALARM(a)', alarms: ['a'], source: 'API: a name needs no quotes' },
  { rule: 'ALARM("a")', alarms: ['a'], source: 'API: … but may have them' },
  { rule: 'OK(a)', alarms: ['a'], source: 'API' },
  { rule: 'INSUFFICIENT_DATA(a)', alarms: ['a'], source: 'API' },
  { rule: 'TRUE', alarms: [], source: 'API' },
  { rule: 'FALSE', alarms: [], source: 'API' },
  { rule: 'False', alarms: [], source: 'UG writes it so, where it says how to break a circle' },
  { rule: 'ALARM(a) AND ALARM(b)', alarms: ['a', 'b'], source: 'API' },
  { rule: 'ALARM(a) AND NOT ALARM(deploying)', alarms: ['a', 'deploying'], source: 'API' },
  { rule: '(ALARM(a) OR ALARM(b)) AND OK(c)', alarms: ['a', 'b', 'c'], source: 'API' },
  {
    rule: '(ALARM("a") OR \nALARM("b")) AND \nOK("c")\n',
    alarms: ['a', 'b', 'c'],
    source: 'UG: the console',
  },
  { rule: 'ALARM(a) OR ALARM(b) AND NOT (TRUE OR OK(a))', alarms: ['a', 'b'], source: 'UG' },
  { rule: '\tNOT NOT ALARM ( a )', alarms: ['a'], source: 'UG: spaces between its parts say nothing' },
  { rule: 'alarm(a) or not ok(b)', alarms: ['a', 'b'], source: 'UG writes words in either case' },
  { rule: `ALARM(${ARN}by-arn)`, alarms: ['by-arn'], source: 'API: names or ARNs' },
  { rule: `ALARM("${ARN}with space")`, alarms: ['with space'], source: 'API' },
  { rule: 'ALARM(arn:aws-cn:cloudwatch:cn-north-1:1:alarm:a:b)', alarms: ['a:b'], source: 'API' },
  { rule: 'ALARM(arn:of-mine)', alarms: ['arn:of-mine'], source: 'a name that only begins like an ARN' },
  { rule: 'ALARM("a (b), c")', alarms: ['a (b), c'], source: 'UG: quotes for spaces, parentheses, commas' },
  { rule: 'ALARM("say \\"hi\\"")', alarms: ['say "hi"'], source: 'UG: a quote has a backslash before it' },
  {
    rule: 'ALARM("back\\\\slash")',
    alarms: ['back\\slash'],
    source: 'so that a name can end in a backslash',
  },
  { rule: 'ALARM("back\\slash")', alarms: ['back\\slash'], source: 'CDK writes names as they are' },
  {
    rule: 'ALARM("Fehler – größer als 5 % 🚨")',
    alarms: ['Fehler – größer als 5 % 🚨'],
    source: 'API: UTF-8',
  },
  { rule: 'ALARM(größer)', alarms: ['größer'], source: 'API: UTF-8' },
  { rule: 'ALARM(AND) OR ALARM("TRUE")', alarms: ['AND', 'TRUE'], source: 'a name may be one of the words' },
  { rule: 'AT_LEAST(2, ALARM, (a, b, c))', alarms: ['a', 'b', 'c'], source: 'UG' },
  { rule: 'AT_LEAST(50%, NOT OK, ("a", "b"))', alarms: ['a', 'b'], source: 'UG' },
  { rule: 'AT_LEAST(1,INSUFFICIENT_DATA,(a))', alarms: ['a'], source: 'UG' },
  { rule: `AT_LEAST(1, NOT ALARM, ("${ARN}a", b))`, alarms: ['a', 'b'], source: 'CDK' },
  {
    rule: 'ALARM(a) OR AT_LEAST(2, ALARM, (b, c)) OR AT_LEAST(60%, OK, (a, d))',
    alarms: ['a', 'b', 'c', 'd'],
    source: 'UG: functions are combined',
  },
];

/** What is no rule, and where the parser says that it stops. */
export const NO_RULES: readonly { readonly rule: string; readonly why: string }[] = [
  { rule: '', why: 'expected an alarm, "NOT", "TRUE", "FALSE" or "(" at character 1, found nothing' },
  { rule: 'ALARM', why: 'expected "(" at character 6, found nothing' },
  { rule: 'ALARM(a', why: 'expected ")" at character 8, found nothing' },
  { rule: 'ALARM(Queue Oldest Age)', why: 'expected ")" at character 13, found "Oldest"' },
  { rule: 'ALARM()', why: 'expected an alarm\'s name at character 7, found ")"' },
  { rule: 'ALARM("")', why: "expected an alarm's name at character 7, found nothing" },
  { rule: 'ALARM("a)', why: 'expected an alarm\'s name at character 7, found ""a)"' },
  { rule: 'ALARM("say "hi"")', why: 'expected ")" at character 13, found "hi"""' },
  { rule: 'ALARM("say ""hi""")', why: 'expected ")" at character 13, found "hi"' },
  { rule: 'ALARM(a) ALARM(b)', why: 'expected "AND", "OR" or the end at character 10, found "ALARM"' },
  {
    rule: 'ALARM(a) OR',
    why: 'expected an alarm, "NOT", "TRUE", "FALSE" or "(" at character 12, found nothing',
  },
  { rule: '(ALARM(a)', why: 'expected ")" at character 10, found nothing' },
  { rule: 'ALARM(a))', why: 'expected "AND", "OR" or the end at character 9, found ")"' },
  {
    rule: '"ALARM"(a)',
    why: 'expected an alarm, "NOT", "TRUE", "FALSE" or "(" at character 1, found "ALARM"',
  },
  { rule: 'FIRES(a)', why: 'expected an alarm, "NOT", "TRUE", "FALSE" or "(" at character 1, found "FIRES"' },
  { rule: 'AT_LEAST(a, ALARM, (b))', why: 'expected a number or a percentage at character 10, found "a"' },
  { rule: 'AT_LEAST(2, FIRING, (b))', why: 'expected a state at character 13, found "FIRING"' },
  { rule: 'AT_LEAST(2, ALARM, b)', why: 'expected "(" at character 20, found "b"' },
  { rule: 'AT_LEAST(2, ALARM, (a b))', why: 'expected ")" at character 23, found "b"' },
  { rule: 'AT_LEAST(2, ALARM, (a,))', why: 'expected an alarm\'s name at character 23, found ")"' },
];
