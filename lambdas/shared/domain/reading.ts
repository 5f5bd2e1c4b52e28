/** What was read, or why it could not be: "nothing there" and "not known" are never the same. */
export type Reading<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly why: string };
