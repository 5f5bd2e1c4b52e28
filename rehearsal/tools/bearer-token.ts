import { timingSafeEqual } from 'node:crypto';

/** @param header the request's `authorization` */
export function hasToken(token: string, header = ''): boolean {
  const [given, wanted] = [Buffer.from(header), Buffer.from(`Bearer ${token}`)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
