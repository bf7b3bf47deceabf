import { pinyin } from 'pinyin-pro';

const initialOf = new Map<string, string>();
/** Characters whose readings begin with different letters (行, 长, 重, 厦): there the words around them decide. */
const ambiguous = new Set<string>();
/** Characters with rare other readings that no enterprise's name uses: 厂 is never ān. Half of all names would be read slowly for them. */
const settled = new Set('厂份车合石省区信食万盛广属港强泽红奥术景奇叶虹传氏殖亨会不种革朱校无净陶谷');

function learn(character: string): string {
  const plain = character.normalize('NFKC');
  let initial = /^[\x20-\x7e]+$/.test(plain)
    ? plain.toLowerCase().replace(/[^0-9a-z]/g, '')
    : pinyin(character, { pattern: 'first', toneType: 'none', nonZh: 'removed' }).toLowerCase();
  initial = initial.replace(/[^0-9a-z]/g, '');
  if (/^\p{Script=Han}$/u.test(character) && !settled.has(character)) {
    const readings = pinyin(character, {
      pattern: 'first',
      toneType: 'none',
      multiple: true,
      type: 'array',
    });
    if (new Set(readings).size > 1) ambiguous.add(character);
  }
  initialOf.set(character, initial);
  return initial;
}

/**
 * The pinyin initials of a name, `tzslqslc` for 台州市路桥塑料厂; letters and digits stay, other signs fall away.
 * Readings are remembered by character, and only names with an ambiguous character are read as a whole: 100,000 names take a second or two.
 *
 * @example initialsOf('路桥银行') // 'lqyh'
 */
export function initialsOf(name: string): string {
  let initials = '';
  let isAmbiguous = false;
  for (const character of name) {
    initials += initialOf.get(character) ?? learn(character);
    isAmbiguous ||= ambiguous.has(character);
  }
  return isAmbiguous ? readWhole(name) : initials;
}

function readWhole(name: string): string {
  const letters = pinyin(name, { pattern: 'first', toneType: 'none', type: 'array' });
  const characters = [...name];
  // one letter for each character is what makes the two readings comparable; anything else is the library's business
  if (letters.length !== characters.length)
    return characters.map((character) => initialOf.get(character)).join('');
  return characters
    .map((character, index) =>
      ambiguous.has(character)
        ? letters[index]!.toLowerCase().replace(/[^a-z]/g, '')
        : initialOf.get(character),
    )
    .join('');
}
