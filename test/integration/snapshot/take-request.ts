import type { TakeRequest } from '../../../snapshot/request.ts';

export const TAKE: TakeRequest = {
  kind: 'take',
  app: 'node bin/prod.ts',
  stack: '',
  out: 'account',
  profiles: new Map(),
  profile: '',
  keepTxt: false,
  terraform: [],
};
