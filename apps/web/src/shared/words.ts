import type { labelsSchema } from '@miaopu/contract';
import i18next from 'i18next';
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { z } from 'zod';
import { readSetting, writeSetting } from './settings.ts';

export type Language = 'zh-CN' | 'en';
export type Labels = z.infer<typeof labelsSchema>;

/** The English of a locale: every Chinese key, and `key_one` where one thing is said differently from many. */
export type EnglishOf<Zh> = { readonly [K in keyof Zh]: string } & {
  readonly [K in `${keyof Zh & string}_one`]?: string;
};

export type Say<Key extends string> = (key: Key, values?: Record<string, string | number>) => string;

const setting = 'language';

function firstLanguage(): Language {
  const kept = readSetting(setting);
  if (kept === 'zh-CN' || kept === 'en') return kept;
  const wanted = typeof navigator === 'undefined' ? 'zh-CN' : navigator.language;
  return wanted.startsWith('en') ? 'en' : 'zh-CN';
}

i18next.init({
  lng: firstLanguage(),
  fallbackLng: false,
  supportedLngs: ['zh-CN', 'en'],
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  resources: {},
  interpolation: { escapeValue: false },
});

/**
 * Registers a feature's words under its namespace and gives the hook that says them.
 *
 * @example
 * export const useWords = defineWords('plan', { zh, en });
 * const say = useWords();
 * say('targets', { count: 3 });
 */
export function defineWords<const Zh extends Record<string, string>>(
  namespace: string,
  locale: { zh: Zh; en: EnglishOf<Zh> },
): () => Say<keyof Zh & string> {
  i18next.addResourceBundle('zh-CN', namespace, locale.zh);
  i18next.addResourceBundle('en', namespace, locale.en);
  const sayIn = (language: Language): Say<keyof Zh & string> => {
    const translate = i18next.getFixedT(language, namespace);
    return (key, values) => translate(key, { ...values });
  };
  const said = { 'zh-CN': sayIn('zh-CN'), en: sayIn('en') };
  // biome-ignore lint/correctness/noComponentHookFactories: made once per namespace, when its module loads
  return function useWords() {
    return said[useLanguage()];
  };
}

const currentLanguage = (): Language => (i18next.language === 'en' ? 'en' : 'zh-CN');

/** Hands the language down: a page has a thousand places that ask, and one that listens. */
export const LanguageContext = createContext<Language>(currentLanguage());

function onLanguageChange(then: () => void): () => void {
  i18next.on('languageChanged', then);
  return () => i18next.off('languageChanged', then);
}

/** The language chosen, followed; for the one that hands it down. */
export function useChosenLanguage(): Language {
  return useSyncExternalStore(onLanguageChange, currentLanguage);
}

/** The language that is spoken now. */
export function useLanguage(): Language {
  return useContext(LanguageContext);
}

/** Speaks another language from now on, and after the next visit too. */
export function changeLanguage(language: Language): void {
  writeSetting(setting, language);
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}

/** Picks the words of a bilingual label from the server. */
export function pick(labels: Labels, language: Language): string {
  return language === 'en' ? labels.en : labels.zh;
}

const picking = {
  'zh-CN': (labels: Labels) => labels.zh,
  en: (labels: Labels) => labels.en,
};

/** The same, bound to the language of the page. */
export function useLabel(): (labels: Labels) => string {
  return picking[useLanguage()];
}
