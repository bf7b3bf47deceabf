/** What a person set on this device. Where storage is forbidden the setting lasts as long as the page. */
const fallback = new Map<string, string>();

export function readSetting(name: string): string | null {
  try {
    return localStorage.getItem(`miaopu.${name}`) ?? fallback.get(name) ?? null;
  } catch {
    return fallback.get(name) ?? null;
  }
}

export function writeSetting(name: string, value: string): void {
  fallback.set(name, value);
  try {
    localStorage.setItem(`miaopu.${name}`, value);
  } catch {
    // Private windows may refuse storage; the map above keeps the setting for now.
  }
}
