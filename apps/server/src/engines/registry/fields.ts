import { entityFields } from '@miaopu/standards';

/** What the registry keeps of an entity: the catalogue's fields and the currency of the capital. Column names are the same. */
export const entityColumns = [...Object.keys(entityFields), 'currency'] as readonly EntityColumn[];
export type EntityColumn = keyof typeof entityFields | 'currency';

/** An entity's fields as text: days `2018-08-01`, capital exact decimal text. */
export type EntityFields = Readonly<Record<EntityColumn, string | null>>;

/** How sure we are of a field that nobody said but we derived. */
export type Derivation = { readonly confidence: number; readonly because: string };
export type Derivations = Readonly<Record<string, Derivation>>;

export type VersionAct = 'registration' | 'change' | 'correction' | 'merge' | 'unmerge';

const requiredColumns: ReadonlySet<string> = new Set(['name', 'category', 'status']);

export function isRequired(column: EntityColumn): boolean {
  return requiredColumns.has(column);
}

const knownColumns: ReadonlySet<string> = new Set(entityColumns);

export function isEntityColumn(name: string): name is EntityColumn {
  return knownColumns.has(name);
}
