/**
 * Renames every field that machines and functions hand to each other, one at a time, and compiles the machines: where one
 * reads the field, that must fail. What no machine reads is listed in `unread.ts`, so a field that is read as plain text, past
 * the compiler, shows up here.
 */
import { resolve } from 'node:path';
import { fieldsOfCalls } from './fields.ts';
import { placesThatFail } from './renames.ts';
import { isUnread, UNREAD } from './unread.ts';

const PROJECT = resolve(import.meta.dirname, '../..');

const fields = fieldsOfCalls(PROJECT);
const places = placesThatFail(PROJECT, fields, (done) =>
  console.error(`${done} of ${fields.length} renamed`),
);
for (const [{ type, name }, files] of places) {
  console.log(
    `${type}.${name}: ${files.length > 0 ? `fails in ${files.join(', ')}` : 'no machine reads it'}`,
  );
}

const read = fields.filter((field) => places.get(field)?.length);
const unchecked = fields.filter((field) => !read.includes(field) && !isUnread(field));
const listed = read.filter(isUnread);
console.log(
  `${fields.length} fields renamed: ${read.length} fail to compile, ${fields.length - read.length} are read by no machine`,
);
for (const { type, name } of unchecked)
  console.log(
    `${type}.${name} compiles renamed. Read it by a typed path; if no machine needs it, list it in unread.ts`,
  );
for (const { type, name } of listed) console.log(`${type}.${name} is read. Take it out of unread.ts`);
const gone = Object.keys(UNREAD).filter((type) => !fields.some((field) => field.type === type));
for (const type of gone) console.log(`${type} is handed on no more. Take it out of unread.ts`);
process.exitCode = unchecked.length + listed.length + gone.length > 0 ? 1 : 0;
