import { type ThemeConfig, theme } from 'antd';
import { fontFamilies, type Scheme, tokens } from '../shared/tokens.ts';
import type { Language } from '../shared/words.ts';

/** Ant Design's theme, from the same tokens as our own styles. */
export function antTheme(scheme: Scheme, language: Language): ThemeConfig {
  const colours = tokens[scheme];
  return {
    algorithm: scheme === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: scheme === 'dark' ? '#2A8F68' : colours.brand,
      // White on the hovered button must stay readable, so it darkens.
      colorPrimaryHover: scheme === 'dark' ? '#237A58' : '#156B4B',
      colorPrimaryActive: scheme === 'dark' ? '#1D684A' : '#10573C',
      colorLink: colours.link,
      colorLinkHover: colours.brand,
      colorInfo: colours.brand,
      colorError: colours.at_risk,
      colorTextBase: colours.ink,
      colorBgBase: colours.paper,
      colorBgLayout: colours.ground,
      colorBgContainer: colours.paper,
      colorBgElevated: scheme === 'dark' ? colours.sunken : colours.paper,
      colorText: colours.ink,
      colorTextSecondary: colours['ink-2'],
      colorTextTertiary: colours['ink-3'],
      colorTextPlaceholder: colours['ink-3'],
      colorTextDescription: colours['ink-3'],
      colorBorder: colours['line-strong'],
      colorBorderSecondary: colours.line,
      borderRadius: 6,
      fontFamily: fontFamilies[language],
      fontSize: 14,
      wireframe: false,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
    },
    components: {
      // Derived grounds turn grey; notices stand on the same soft colours as our states.
      Alert: {
        colorInfoBg: colours['brand-soft'],
        colorInfoBorder: colours['line-strong'],
        colorSuccessBg: colours['done-soft'],
        colorSuccessBorder: colours['line-strong'],
        colorWarningBg: colours['behind-soft'],
        colorWarningBorder: colours['behind-fill'],
        colorErrorBg: colours['at_risk-soft'],
        colorErrorBorder: colours.at_risk,
      },
      Table: { headerBg: colours.ground, headerColor: colours['ink-2'], cellPaddingBlockSM: 6 },
      Segmented: { itemColor: colours['ink-2'], trackBg: colours.sunken },
    },
  };
}
