const browsers = [
  ['微信', /MicroMessenger/],
  ['钉钉', /DingTalk/],
  ['Edge', /Edg(A|iOS)?\//],
  ['Firefox', /Firefox|FxiOS/],
  ['Chrome', /Chrome|CriOS/],
  ['Safari', /Safari/],
] as const;
const systems = [
  ['HarmonyOS', /HarmonyOS|OpenHarmony/],
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
] as const;

const firstOf = (names: readonly (readonly [string, RegExp])[], text: string) =>
  names.find(([, mark]) => mark.test(text))?.[0];

/** Browser and system as their owner knows them; null for programs that say neither. */
export function deviceOf(userAgent: string | null): { browser: string; system: string } | null {
  if (userAgent === null) return null;
  const [browser, system] = [firstOf(browsers, userAgent), firstOf(systems, userAgent)];
  return browser && system ? { browser, system } : null;
}
