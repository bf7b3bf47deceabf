/**
 * The colours of both themes, once. Components read them as CSS variables (`var(--ink)`), Ant Design and the charts from here.
 * State colours come from the Okabe-Ito family, told apart by lightness as well as hue; a word and a shape always stand beside them.
 */
export const tokens = {
  light: {
    brand: '#1A7F5A',
    'brand-soft': '#E6F2ED',
    link: '#14694A',
    paper: '#FFFFFF',
    ground: '#F5F6F4',
    sunken: '#EDEFEC',
    ink: '#1B211E',
    'ink-2': '#4C5650',
    'ink-3': '#66706A',
    line: '#DDE1DD',
    'line-strong': '#AEB6B0',
    done: '#0B5D45',
    'done-soft': '#DCEFE7',
    ahead: '#0B62A0',
    'ahead-soft': '#E1EEF7',
    on_track: '#1D7A58',
    'on_track-soft': '#E3F2EB',
    behind: '#8F5A00',
    'behind-soft': '#FCEFD3',
    'behind-fill': '#E09B1A',
    at_risk: '#B3261E',
    'at_risk-soft': '#FBE6E3',
    unmeasured: '#5C665F',
    'unmeasured-soft': '#EDEFEC',
  },
  dark: {
    brand: '#2E9C72',
    'brand-soft': '#173229',
    link: '#63C79E',
    paper: '#191D1B',
    ground: '#111412',
    sunken: '#232826',
    ink: '#E9EDEA',
    'ink-2': '#B6BFB9',
    'ink-3': '#98A29C',
    line: '#303632',
    'line-strong': '#59625C',
    done: '#6FD3AA',
    'done-soft': '#17382C',
    ahead: '#73B7EA',
    'ahead-soft': '#16303F',
    on_track: '#5CC196',
    'on_track-soft': '#173229',
    behind: '#EDB450',
    'behind-soft': '#3B2E12',
    'behind-fill': '#D99A2B',
    at_risk: '#FF8A7E',
    'at_risk-soft': '#452220',
    unmeasured: '#98A29C',
    'unmeasured-soft': '#232826',
  },
} as const;

export type Scheme = keyof typeof tokens;
export type Token = keyof (typeof tokens)['light'];

const chineseFonts = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC"';
const latinFonts = '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans"';

/** The system's fonts; in English the Latin ones come first, since Chinese fonts draw ’ and … a whole square wide. */
export const fontFamilies = {
  'zh-CN': `${chineseFonts}, system-ui, ${latinFonts}, sans-serif`,
  en: `${latinFonts}, ${chineseFonts}, sans-serif`,
} as const;

const sheet = typeof CSSStyleSheet === 'undefined' ? null : new CSSStyleSheet();
if (sheet) document.adoptedStyleSheets.push(sheet);

/** Writes the scheme's tokens onto the page as CSS variables; a rule for paper may override them. */
export function paintScheme(scheme: Scheme): void {
  document.documentElement.dataset.theme = scheme;
  const lines = Object.entries(tokens[scheme]).map(([name, colour]) => `--${name}: ${colour};`);
  sheet?.replaceSync(`:root { color-scheme: ${scheme}; ${lines.join(' ')} }`);
}
