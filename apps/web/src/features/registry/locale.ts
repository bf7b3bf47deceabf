import { defineWords } from '../../shared/words.ts';
import { en } from './locale-en.ts';
import { zh } from './locale-zh.ts';
import { recordEn, recordZh } from './record-locale.ts';

export const useWords = defineWords('registry', {
  zh: { ...zh, ...recordZh },
  en: { ...en, ...recordEn },
});
