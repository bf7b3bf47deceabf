import { App, ConfigProvider } from 'antd';
import enUS from 'antd/es/locale/en_US.js';
import zhCN from 'antd/es/locale/zh_CN.js';
import { type ReactNode, useEffect } from 'react';
import { fontFamilies } from '../shared/tokens.ts';
import { useScheme } from '../shared/use-scheme.ts';
import { useLanguage } from '../shared/words.ts';
import { antTheme } from './theme.ts';

type AntLocale = NonNullable<Parameters<typeof ConfigProvider>[0]['locale']>;

/** Ant Design's locale files are read as either module format, so their export may be wrapped once. */
function unwrapped(module: unknown): AntLocale {
  const inner = (module as { default?: AntLocale }).default;
  return inner ?? (module as AntLocale);
}

const locales = { 'zh-CN': unwrapped(zhCN), en: unwrapped(enUS) };

/** Ant Design in our colours and the page's language. */
export function AntProvider({ children }: { children: ReactNode }): ReactNode {
  const scheme = useScheme();
  const language = useLanguage();
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
      <App component={false}>{children}</App>
    </ConfigProvider>
  );
}
