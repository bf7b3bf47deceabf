import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import { type SchemeChoice, useSchemeChoice } from '../../shared/use-scheme.ts';
import { changeLanguage, type Language, useLanguage } from '../../shared/words.ts';
import { useWords } from '../locale.ts';

export function LanguageSwitch(): ReactNode {
  const say = useWords();
  const language = useLanguage();
  return (
    <Segmented<Language>
      aria-label={say('language.label')}
      value={language}
      onChange={changeLanguage}
      options={[
        { value: 'zh-CN', label: <span lang="zh-CN">中文</span> },
        { value: 'en', label: <span lang="en">English</span> },
      ]}
    />
  );
}

export function SchemeSwitch(): ReactNode {
  const say = useWords();
  const [choice, choose] = useSchemeChoice();
  return (
    <Segmented<SchemeChoice>
      aria-label={say('scheme.label')}
      value={choice}
      onChange={choose}
      options={(['light', 'dark', 'system'] as const).map((value) => ({
        value,
        label: say(`scheme.${value}`),
      }))}
    />
  );
}

/** The other language, named in itself: for a bar without room for a switch. */
export function LanguageToggle(): ReactNode {
  const other: Language = useLanguage() === 'en' ? 'zh-CN' : 'en';
  return (
    <button type="button" className="link-button" lang={other} onClick={() => changeLanguage(other)}>
      {other === 'en' ? 'English' : '中文'}
    </button>
  );
}
