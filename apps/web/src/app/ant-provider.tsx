import { App, ConfigProvider } from 'antd';
import enUS from 'antd/es/locale/en_US.js';
import zhCN from 'antd/es/locale/zh_CN.js';
import { type ReactNode, useEffect } from 'react';
import { fontFamilies } from '../shared/tokens.ts';
import { useScheme } from '../shared/use-scheme.ts';
import { LanguageContext, useChosenLanguage } from '../shared/words.ts';
import { antTheme } from './theme.ts';

type AntLocale = NonNullable<Parameters<typeof ConfigProvider>[0]['locale']>;

/** Ant Design's locale files are read as either module format, so their export may be wrapped once. */
function unwrapped(module: unknown): AntLocale {
  const inner = (module as { default?: AntLocale }).default;
  return inner ?? (module as AntLocale);
}

const locales = { 'zh-CN': unwrapped(zhCN), en: unwrapped(enUS) };

/** The page's language, and Ant Design in it and in our colours. */
export function AntProvider({ children }: { children: ReactNode }): ReactNode {
  const scheme = useScheme();
  const language = useChosenLanguage();
  useEffect(() => {
    document.documentElement.lang = language;
    document.body.style.fontFamily = fontFamilies[language];
  }, [language]);
  return (
    <ConfigProvider
      theme={antTheme(scheme, language)}
      locale={locales[language]}
      button={{ autoInsertSpace: false }}
    >
      <App component={false}>
        <LanguageContext value={language}>{children}</LanguageContext>
      </App>
    </ConfigProvider>
  );
}
