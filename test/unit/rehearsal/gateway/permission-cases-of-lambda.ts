import { type Case, rest } from './permission-cases.ts';

const GO_AHEAD = 'arn:aws:lambda:us-west-1:111122223333:function:go-ahead';

export const LAMBDA_CASES: readonly Case[] = [
  {
    rule: 'lambda GetAccountSettings',
    call: rest('lambda', 'GET /2016-08-19/account-settings/'),
    expected: ['lambda:GetAccountSettings *'],
  },
  {
    rule: 'lambda Invoke',
    call: rest('lambda', 'POST /2015-03-31/functions/shop-RestoreLegacy/invocations'),
    expected: ['lambda:InvokeFunction arn:aws:lambda:us-west-1:111122223333:function:shop-RestoreLegacy'],
  },
  {
    rule: 'lambda GetFunctionConfiguration',
    call: rest('lambda', `GET /2015-03-31/functions/${encodeURIComponent(`${GO_AHEAD}:live`)}/configuration`),
    expected: [`lambda:GetFunctionConfiguration ${GO_AHEAD}:live`],
  },
  {
    rule: 'lambda GetFunctionConfiguration',
    call: rest('lambda', 'GET /2015-03-31/functions/go-ahead/configuration?Qualifier=live'),
    expected: [`lambda:GetFunctionConfiguration ${GO_AHEAD}:live`],
  },
  {
    rule: 'lambda GetFunctionConcurrency',
    call: rest('lambda', 'GET /2019-09-30/functions/go-ahead/concurrency'),
    expected: [`lambda:GetFunctionConcurrency ${GO_AHEAD}`],
  },
];
