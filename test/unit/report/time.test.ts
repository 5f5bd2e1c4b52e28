import { ticksOf } from '../../../report/page/time.ts';

const ticks = (from: string, until: string) => ticksOf({ from: Date.parse(from), until: Date.parse(until) });
const labels = (all: ReturnType<typeof ticks>) => all.map(({ label }) => label);

it('has the day of each moment that is the first of it, also where minor ones are left out', () => {
  const all = ticks('2027-01-04T08:00:00Z', '2027-01-06T14:00:00Z');
  expect(labels(all)).toEqual([
    'Mon 4 Jan 12:00',
    'Tue 5 Jan 00:00',
    '12:00',
    'Wed 6 Jan 00:00',
    'Wed 6 Jan 12:00',
  ]);
  expect(labels(all.filter(({ isMinor }) => !isMinor))).toEqual(['Tue 5 Jan 00:00', 'Wed 6 Jan 12:00']);
});

it('of one day has the day once for each width', () => {
  const all = ticks('2027-01-04T08:06:00Z', '2027-01-04T08:36:00Z');
  expect(labels(all)).toEqual(['Mon 4 Jan 08:10', '08:15', 'Mon 4 Jan 08:20', '08:25', '08:30', '08:35']);
  expect(labels(all.filter(({ isMinor }) => !isMinor))).toEqual(['Mon 4 Jan 08:20', '08:35']);
});

it('of weeks has days alone, at most eight and one', () => {
  expect(labels(ticks('2027-01-04T08:00:00Z', '2027-01-14T09:00:00Z'))).toEqual([
    'Wed 6 Jan',
    'Fri 8 Jan',
    'Sun 10 Jan',
    'Tue 12 Jan',
    'Thu 14 Jan',
  ]);
  expect(ticks('2027-01-01T00:00:00Z', '2027-01-09T00:00:00Z')).toHaveLength(9);
});

it('of what took no time has none', () => {
  expect(ticks('2027-01-04T08:00:01Z', '2027-01-04T08:00:01Z')).toEqual([]);
});
