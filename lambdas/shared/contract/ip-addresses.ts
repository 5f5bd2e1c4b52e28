/** An IPv6 address has many notations: `2001:db8::1` is `2001:0DB8:0:0:0:0:0:1`. */

/** The shortest notation of an IPv6 address, the same for every way to write it; any other text as it is. */
export function canonicalAddress(text: string): string {
  // The form alone keeps other parts of a URL out.
  const url = /^[\da-f:.]*:[\da-f:.]*$/i.test(text) ? URL.parse(`http://[${text}]`) : null;
  return url?.hostname.slice(1, -1) ?? text;
}
