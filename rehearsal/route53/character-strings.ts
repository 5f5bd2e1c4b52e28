import type { Parsed } from './names.ts';
import { unreadable, unsupported } from './names.ts';

const MAX_BYTES = 255;

/**
 * Reads one or more quoted strings with or without blanks between them (`"a" "b""c"`), as a TXT value has them.
 * Inside the quotes `\"`, `\\` and `\;` stand for what follows the backslash and `\ooo` for a byte; other characters must
 * be printable ASCII. Each string is at most 255 bytes.
 *
 * Sources: "TXT record type" in the Route 53 Developer Guide for quotation marks, octal codes and 255; for strings without
 * a blank between them the Terraform provider's `aws_route53_record` (its documented way past 255 characters) and
 * DNSControl issue 2854 (listed by Route 53); for `\;` octoDNS issue 1196.
 */
export function parseCharacterStrings(text: string): Parsed<Buffer[]> {
  const strings: Buffer[] = [];
  // Whether AWS takes a blank before the first string or after the last one isn't known.
  if (text === '' || text !== text.trim()) return unquoted(text);
  let at = 0;
  while (at < text.length) {
    if (text[at] !== '"') return unquoted(text);
    const read = readQuoted(text, at + 1);
    if (!read.ok) return read;
    if (read.value.bytes.length > MAX_BYTES) {
      return unreadable('CharacterStringTooLong', 'Value is too long', text);
    }
    strings.push(Buffer.from(read.value.bytes, 'latin1'));
    at = skipBlanks(text, read.value.end);
  }
  return { ok: true, value: strings };
}

/** The bytes as the characters of a text: one by one they would take much longer to make a buffer of. */
function readQuoted(text: string, start: number): Parsed<{ bytes: string; end: number }> {
  let bytes = '';
  for (let at = start; at < text.length; at++) {
    const char = text[at] as string;
    const code = text.charCodeAt(at);
    if (char === '"') return { ok: true, value: { bytes, end: at + 1 } };
    if (char === '\\') {
      const octal = /^[0-3][0-7]{2}/.exec(text.slice(at + 1, at + 4));
      const next = text[at + 1];
      if (octal !== null) bytes += String.fromCharCode(Number.parseInt(octal[0], 8));
      else if (next === '"' || next === '\\' || next === ';') bytes += next;
      else return unsupported(text.slice(at, at + 2));
      at += octal !== null ? 3 : 1;
    } else if (code < 32 || code >= 127) {
      return unsupported(char);
    } else {
      bytes += char;
    }
  }
  return unquoted(text);
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

function unquoted(text: string): Parsed<never> {
  return unreadable('InvalidCharacterString', 'Value should be enclosed in quotation marks', text);
}
