/** A page that is one file: it loads nothing, runs nothing, and opens from disk. */
import { type Content, Html, html } from './html.ts';
import { STYLE } from './style.ts';

/** Whatever slipped into the page could neither run nor load anything. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export interface Page {
  /** Of the window. */
  readonly title: string;
  readonly header: Content;
  readonly main: Content;
  readonly footer: Content;
}

export function pageText({ title, header, main, footer }: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>
${new Html(STYLE)}
</style>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header>
${header}
</header>
<main id="main" tabindex="-1">
${main}
</main>
<footer>
${footer}
</footer>
</body>
</html>
`.markup;
}
