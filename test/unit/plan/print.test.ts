import { asMarkdown } from '../../../plan/report/print.ts';

it('writes Markdown that shows wildcards and underscores as they are, and no empty section', () => {
  const sections = [
    { heading: 'Nothing', lines: [] },
    { heading: 'The plan', lines: ['*.apps.shop.test, _x.shop.test: legacy 95 → 75'] },
  ];
  expect(asMarkdown(sections)).toBe('### The plan\n\n- \\*.apps.shop.test, \\_x.shop.test: legacy 95 → 75\n');
});
