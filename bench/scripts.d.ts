// What the start-up scripts, which are plain JavaScript, offer to the benchmarks.
declare module '*/scripts/build-web.mjs' {
  export function ensureWebBuilt(): void;
}
declare module '*/scripts/chromium.mjs' {
  export function ensureChromium(): string;
}
