import { styleText } from 'node:util';

/** Colours where standard output shows them; plain text otherwise (`NO_COLOR`, pipes). */
const on = (format: Parameters<typeof styleText>[0]) => (text: string) =>
  styleText(format, text, { stream: process.stdout });

export const bold = on('bold');
export const dim = on('dim');
export const green = on('green');
export const red = on('red');
export const yellow = on('yellow');
export const cyan = on('cyan');
