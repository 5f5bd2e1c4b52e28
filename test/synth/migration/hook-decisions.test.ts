import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import { StateError } from '../support/execution.ts';
import { decide, once } from '../support/scripted-decisions.ts';
import { FAIL, HOLD, JudgeHook, migrate, onceAt, PASS, WATCHED } from './support/scripted-hooks.ts';
import {
  at,
  callsOf,
  MINUTE,
  payloadsOf,
  type Script,
  START,
  STEPS,
  verdict,
} from './support/scripted-run.ts';

describe('a hook that doesn’t pass', () => {
  it.each([
    ['says hold', HOLD, 'The hook beforeStep says hold: the queue is long'],
    ['says nothing', undefined, 'found nothing'],
    ['says null', null, 'found null'],
    ['can’t be read', 'all is well', 'found all is well'],
    ['fails', new StateError('Error', '{"errorMessage":"shop.test is down"}'), 'Error: shop.test is down'],
    ['times out', new StateError('States.Timeout'), 'did not answer within 5 min'],
    ['answers too much', new StateError('States.DataLimitExceeded', 'too long'), 'DataLimitExceeded'],
    ['is gone', new StateError('Lambda.ResourceNotFoundException', 'no such function'), 'ResourceNotFound'],
    ['may not be called', new StateError('Lambda.AccessDeniedException', 'not authorized'), 'AccessDenied'],
  ])('holds if it %s, and is asked again on a retry', async (_, answer, says) => {
    const ran = await migrate('all', {
      BeforeStep: onceAt(1, answer),
      HoldForDecision: () => decide('retry', at(START)),
    });
    expect(ran.status).toBe('SUCCEEDED');
    expect(payloadsOf(ran, 'HoldForDecision')).toMatchObject([
      { state: 'BeforeStep', step: 1, reasons: [expect.stringContaining(says)], legacy: [] },
    ]);
    expect(ran.path.join()).toContain(
      'HoldForDecision,Decision,WaitForLegacy,JudgeLegacy,IsLegacyReady,BeforeStep',
    );
    expect(callsOf(ran, 'BeforeStep')).toHaveLength(STEPS + 1);
    expect(callsOf(ran, 'ShiftWeight')).toHaveLength(STEPS);
  });

  it('is held if nobody can judge what it says', async () => {
    const ran = await migrate('all', {
      JudgeHook: once(new StateError('Broken', 'out of order'), JudgeHook as never),
      HoldForDecision: () => decide('retry', at(START)),
    });
    expect(payloadsOf(ran, 'HoldForDecision')).toMatchObject([
      { state: 'BeforeStep', reasons: ['JudgeHook: Broken: out of order'] },
    ]);
    expect(ran.status).toBe('SUCCEEDED');
  });

  it('stays held while it is throttled, after all retries', async () => {
    const throttled = new StateError('Lambda.TooManyRequestsException', 'Rate Exceeded');
    const ran = await migrate('all', {
      BeforeStep: () => {
        throw throttled;
      },
      HoldForDecision: () => decide('abort'),
    });
    expect(callsOf(ran, 'BeforeStep')).toHaveLength(7);
    expect(payloadsOf(ran, 'HoldForDecision')[0].reasons.join()).toContain('Rate Exceeded');
    expect(ran.path).not.toContain('ShiftWeight');
  });

  it('is overruled by a promotion: it is not asked again, and the step begins', async () => {
    const ran = await migrate('all', {
      BeforeStep: onceAt(1, HOLD),
      HoldForDecision: () => decide('promote'),
    });
    expect(ran.status).toBe('SUCCEEDED');
    expect(ran.path.join()).toContain('HoldForDecision,Decision,JudgePromotion,Promotion,ShiftWeight');
    expect(callsOf(ran, 'BeforeStep')).toHaveLength(STEPS);
  });

  it.each([
    ['retry', `WaitForHook,${WATCHED},JudgeHook`],
    ['extend', `WaitForHook,${WATCHED},JudgeHook`],
    ['promote', 'JudgePromotion,Promotion,BeforeStep'],
  ] as const)('after a step is held, and a person decides: %s', async (decision, then) => {
    const ran = await migrate('all', {
      AfterStep: ({ visits }) => ({ Output: visits === 0 ? HOLD : PASS }),
      HoldForDecision: ({ now }) => decide(decision, at(now + MINUTE)),
    });
    expect(payloadsOf(ran, 'HoldForDecision')).toMatchObject([{ state: 'AfterStep', step: 0 }]);
    expect(ran.path.join()).toContain(`HoldForDecision,Decision,${then}`);
    expect(ran.status).toBe('SUCCEEDED');
    expect(callsOf(ran, 'ShiftWeight')).toHaveLength(STEPS);
  });

  it('after a step lets a person go back', async () => {
    const ran = await migrate('all', {
      AfterStep: ({ visits }) => ({ Output: visits === 2 ? HOLD : PASS }),
      HoldForDecision: () => decide('skipDown', '', { step: 0, from: 2 }),
    });
    expect(ran.path.join()).toContain('HoldForDecision,Decision,ShiftWeight');
    expect(payloadsOf(ran, 'ShiftWeight')[3]).toMatchObject({ step: 0, from: 2, jumps: 1 });
    expect(ran.status).toBe('SUCCEEDED');
  });

  it('before retiring is held, asked again, and then legacy’s records are retired', async () => {
    const ran = await migrate('all', {
      BeforeRetire: once(HOLD, () => PASS),
      HoldForDecision: () => decide('retry', at(START)),
    });
    expect(payloadsOf(ran, 'HoldForDecision')).toMatchObject([{ state: 'BeforeRetire' }]);
    expect(callsOf(ran, 'BeforeRetire')).toHaveLength(2);
    expect(callsOf(ran, 'RetireLegacyRecords')).toHaveLength(1);
  });

  it.each([
    ['BeforeStep', FAIL],
    ['AfterStep', { Output: FAIL }],
    ['BeforeRetire', FAIL],
  ])('rolls back if it says fail: %s', async (state, answer) => {
    const ran = await migrate('all', { [state]: () => answer });
    expect(ran).toMatchObject({
      status: 'FAILED',
      error: ERRORS.hookFailed,
      cause: expect.stringContaining('says fail: checkout is broken'),
    });
    expect(ran.path).not.toContain('HoldForDecision');
    expect(payloadsOf(ran, 'StartRollBack')).toMatchObject([
      { source: 'migration', reason: expect.stringContaining('HookFailed: The hook ') },
    ]);
  });
});

describe('a hook after the one-way step', () => {
  it('only holds if it says fail', async () => {
    const ran = await migrate('oneWay', {
      AfterStep: ({ visits }) => (visits === 1 ? FAIL : PASS),
      HoldForDecision: () => decide('promote'),
    });
    expect(ran.status).toBe('SUCCEEDED');
    expect(payloadsOf(ran, 'HoldForDecision')).toMatchObject([
      { state: 'AfterStep', oneWay: true, reasons: [expect.stringContaining('HookFailed: ')] },
    ]);
  });

  it.each([
    ['an alarm fires', () => ({ verdict: 'fail', reasons: ['on fire'], legacy: [], frozenUntil: '' })],
    [
      'JudgePromotion breaks',
      () => {
        throw new StateError('Broken');
      },
    ],
  ])('has a pass that is old where %s after it: it is asked again', async (_, judged) => {
    const ran = await migrate('oneWay', {
      AfterStep: () => PASS,
      // Before the third step, after its hook has passed.
      JudgePromotion: ({ visits }) =>
        visits === 4 ? judged() : { verdict: 'pass', reasons: [], legacy: [], frozenUntil: '' },
      HoldForDecision: () => decide('promote'),
    });
    expect(payloadsOf(ran, 'HoldForDecision')).toMatchObject([{ state: 'JudgeLegacy', oneWay: true }]);
    expect(ran.path.join()).toContain('HoldForDecision,Decision,JudgePromotion,Promotion,BeforeStep');
    expect(ran.status).toBe('SUCCEEDED');
  });

  it('rolls back before the step itself, which has not begun', async () => {
    const ran = await migrate('oneWay', { BeforeStep: onceAt(1, FAIL), AfterStep: () => PASS });
    expect(ran.path.slice(-3)).toEqual(['IsOneWay', 'StartRollBack', 'RolledBack']);
    const later = await migrate('oneWay', {
      BeforeStep: onceAt(2, FAIL),
      AfterStep: () => PASS,
      HoldForDecision: () => decide('abort'),
    });
    expect(payloadsOf(later, 'HoldForDecision')).toMatchObject([{ state: 'BeforeStep', oneWay: true }]);
  });

  it('rolls back before it', async () => {
    const ran = await migrate('oneWay', { AfterStep: () => FAIL });
    expect(ran.path.slice(-3)).toEqual(['IsOneWay', 'StartRollBack', 'RolledBack']);
  });
});

describe('what was judged before a hook', () => {
  it('is judged again after it: an alarm that fires meanwhile rolls back', async () => {
    const ran = await migrate('all', { JudgePromotion: () => verdict('fail') });
    expect(ran.path.slice(-4)).toEqual(['JudgePromotion', 'Promotion', 'StartRollBack', 'RolledBack']);
    expect(ran.path).not.toContain('ShiftWeight');
  });

  it('makes the hook’s pass old if a freeze has begun meanwhile: it is asked again after it', async () => {
    const frozen = {
      verdict: 'frozen',
      reasons: ['frozen'],
      legacy: [],
      frozenUntil: at(START + 60 * MINUTE),
    };
    const ran = await migrate('all', {
      JudgePromotion: once(frozen, () => ({ verdict: 'pass', reasons: [], legacy: [], frozenUntil: '' })),
    });
    expect(ran.path.join()).toContain(
      'BeforeStep,JudgeHook,HookVerdict,JudgePromotion,Promotion,WaitForFreezeEnd,JudgePromotion,Promotion,BeforeStep,JudgeHook,HookVerdict,JudgePromotion,Promotion,ShiftWeight',
    );
    expect(ran.status).toBe('SUCCEEDED');
  });

  it('makes it old, too, if a person must decide about something else meanwhile', async () => {
    const hold = { verdict: 'hold', reasons: ['blind'], legacy: [], frozenUntil: '' };
    const ran = await migrate('all', {
      JudgePromotion: once(hold, () => ({ verdict: 'pass', reasons: [], legacy: [], frozenUntil: '' })),
      HoldForDecision: () => decide('promote'),
    });
    expect(ran.path.join()).toContain(
      'HoldForDecision,Decision,JudgePromotion,Promotion,BeforeStep,JudgeHook,HookVerdict,JudgePromotion,Promotion,ShiftWeight',
    );
    // What the person overruled is not asked again.
    expect(payloadsOf(ran, 'JudgePromotion')[2]).toMatchObject({ reasons: ['blind'], resume: 'ShiftWeight' });
  });
});

describe('a person who promotes a soak', () => {
  const held = (resume: 'NextStep' | 'ShiftWeight') => ({
    JudgeSoak: (({ payload, visits }) =>
      visits === 0
        ? verdict('hold', { resume })
        : verdict('pass', { last: payload.step === STEPS - 1 })) as Script[string],
  });

  it('has the hook after it asked, and then that before the next step', async () => {
    const ran = await migrate('all', {
      ...held('NextStep'),
      HoldForDecision: () => decide('promote'),
    } as Script);
    expect(ran.path.join()).toContain(
      `HoldForDecision,Decision,${WATCHED},JudgeHook,HookVerdict,JudgePromotion,Promotion,BeforeStep`,
    );
    expect(ran.status).toBe('SUCCEEDED');
  });

  it('has no hook asked after a step that is made again', async () => {
    const ran = await migrate('all', {
      ...held('ShiftWeight'),
      HoldForDecision: () => decide('promote'),
    } as Script);
    expect(ran.path.join()).toContain('HoldForDecision,Decision,JudgePromotion,Promotion,BeforeStep');
  });

  it('to the end has both asked about the steps that they are about', async () => {
    const ran = await migrate('all', {
      ...held('NextStep'),
      HoldForDecision: () => decide('promoteToEnd', '', { step: 4, from: 0 }),
    } as Script);
    expect(payloadsOf(ran, 'AfterStep').map(({ percent }) => percent)).toEqual([5, 100]);
    expect(payloadsOf(ran, 'BeforeStep').map(({ percent }) => percent)).toEqual([5, 100]);
    expect(payloadsOf(ran, 'ShiftWeight')[1]).toMatchObject({ step: 4, from: 0, jumps: 1 });
    expect(ran.status).toBe('SUCCEEDED');
  });
});
