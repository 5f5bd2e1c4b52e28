import { shop } from '../../../bin/shop.ts';
import type { MigrationConfig } from '../../../lib/migration/config/migration-config.ts';

const { ingress: _ofItsNames, ...rest } = shop;

/** The shop for tests that give it other zones: nothing in it says which names there are. */
export const shopOfAnyZones: MigrationConfig = rest;
