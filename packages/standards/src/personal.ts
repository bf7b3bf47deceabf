import { type EntityField, entityFields } from './catalogue.ts';

/** The fields of an entity that say something of a person: masked wherever they are shown, opened with a reason. */
export const personalFields = (Object.keys(entityFields) as EntityField[]).filter(
  (field) => 'personal' in entityFields[field],
);

/**
 * A personal datum with its middle hidden: enough to recognise it by, too little to use it. Of a name the first character stays, of a
 * number its ends.
 *
 * @example maskPersonal('张三丰') // '张**'
 * @example maskPersonal('13812345678') // '138****5678'
 */
export function maskPersonal(text: string): string {
  const characters = [...text];
  if (!/\d/.test(text)) return characters.length === 0 ? '' : `${characters[0]}**`;
  if (characters.length < 5) return '*'.repeat(characters.length);
  const tail = Math.min(4, Math.ceil(characters.length / 3));
  const head = Math.min(3, Math.floor(characters.length / 3));
  return [
    ...characters.slice(0, head),
    ...'*'.repeat(characters.length - head - tail),
    ...characters.slice(-tail),
  ].join('');
}

/** The same fields with the personal ones masked. */
export function maskPersonalFields<Fields extends Readonly<Record<string, string | null>>>(
  fields: Fields,
): Fields {
  const masked = personalFields.flatMap((field) => {
    const value = fields[field];
    return value == null ? [] : [[field, maskPersonal(value)]];
  });
  return { ...fields, ...Object.fromEntries(masked) };
}
