import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { parseQuery, queryAnswer, toXml, XmlList } from '../../../../rehearsal/gateway/protocol/aws-query.ts';
import { anyText } from '../../../support/any-text.ts';

const parse = (text: string) => parseQuery(new URLSearchParams(text));

describe('awsQuery parameters', () => {
  it.each([
    ['Action=A&Version=1', { Action: 'A', Version: '1' }],
    ['Names.member.1=a&Names.member.2=b', { Names: ['a', 'b'] }],
    ['Names.member.2=b&Names.member.10=j&Names.member.1=a', { Names: ['a', 'b', 'j'] }],
    [
      'Filters.Filter.1.Name=n&Filters.Filter.1.Values.Value.1=x&Filters.Filter.1.Values.Value.2=y',
      { Filters: [{ Name: 'n', Values: ['x', 'y'] }] },
    ],
    ['A.B.C=1', { A: { B: { C: '1' } } }],
    ['A.1=x&A.2=y', { A: ['x', 'y'] }],
    ['Names=', { Names: '' }],
    ['a%20b=c%26d', { 'a b': 'c&d' }],
    ['__proto__=x&constructor.name=y', { ['__proto__']: 'x', constructor: { name: 'y' } }],
  ])('%s', (text, structure) => {
    expect(parse(text)).toEqual(structure);
  });

  it.each(['a..b=1', '.a=1', `${'a.'.repeat(30)}a=1`])('refuses %s', (text) => {
    expect(() => parse(text)).toThrow(SyntaxError);
  });

  it('changes no prototype', () => {
    parse('__proto__.polluted=yes');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('reads anything or refuses it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (pairs) => {
        try {
          expect(typeof parseQuery(new URLSearchParams(pairs))).toBe('object');
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxError);
        }
      }),
    );
  });
});

describe('awsQuery answers', () => {
  it('write lists as members, or as they are called', () => {
    const value = { A: [1, { B: true }], C: new XmlList('Item', ['x', 'y']), D: undefined, E: new Date(0) };
    expect(toXml('R', value)).toBe(
      '<R><A><member>1</member><member><B>true</B></member></A><C><Item>x</Item><Item>y</Item></C><E>1970-01-01T00:00:00.000Z</E></R>',
    );
  });

  it('are whole documents', () => {
    const { body, headers } = queryAnswer('Describe', 'http://ns/', { A: 'b' }, 'id-1');
    expect(headers['content-type']).toBe('text/xml');
    expect(body).toBe(
      '<DescribeResponse xmlns="http://ns/"><DescribeResult><A>b</A></DescribeResult><ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></DescribeResponse>',
    );
  });

  it('carry any text that XML can hold, and stay well formed with any other', () => {
    const parser = new XMLParser({ parseTagValue: false, trimValues: false, htmlEntities: true });
    const cannotBeHeld = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
    fc.assert(
      fc.property(anyText({ minLength: 1 }), (text) => {
        const { R } = parser.parse(toXml('R', text), true) as { R: string };
        expect(R).toBe(text.replace(cannotBeHeld, '\uFFFD'));
      }),
    );
  });
});
