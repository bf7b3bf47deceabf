/**
 * Who may import whom. A room is a folder; what is not said here is forbidden.
 * A new module stands in the table below before anything may reach it.
 */

/** Rooms that are pure: no database, no network, no Node built-ins. */
const packageArrows: Readonly<Record<string, readonly string[]>> = {
  'packages/standards': [],
  'packages/rules': [],
  'packages/plan': ['packages/standards', 'packages/rules'],
  'packages/policies': ['packages/standards', 'packages/rules', 'packages/plan'],
  'packages/contract': ['packages/standards'],
  'packages/simulator': ['packages/standards', 'packages/plan'],
};

/** Engines and the engines' doors that each may knock at. Acyclic, and drawn in ARCHITECTURE.md. */
export const engineArrows: Readonly<Record<string, readonly string[]>> = {
  registry: [],
  plan: [],
  policies: ['registry', 'plan'],
  indicators: ['registry', 'plan', 'policies'],
  submissions: ['plan', 'indicators'],
  claims: ['registry'],
};

export type Import = { readonly from: string; readonly to: string };
export type Violation = Import & { readonly because: string };

/** The room that a file lives in: `packages/rules`, `engines/registry`, `features/plan`. */
export function roomOf(file: string): string {
  const parts = file.split('/');
  if (parts[0] === 'packages') return `packages/${parts[1]}`;
  if (file.startsWith('apps/server/src/')) {
    const [, , , area, module] = parts;
    if (area === 'platform' || area === 'engines' || area === 'programmes') return `${area}/${module}`;
    return area === 'cli' ? 'cli' : 'server';
  }
  if (file.startsWith('apps/web/')) {
    const [, , , area, module] = parts;
    if (area === 'features') return `features/${module}`;
    return area === 'shared' ? 'web-shared' : 'web-app';
  }
  return parts[0] ?? '';
}

function isPackage(room: string): boolean {
  return room.startsWith('packages/');
}

function mayImport(from: string, to: string): boolean {
  if (isPackage(from)) return packageArrows[from]?.includes(to) ?? false;
  if (isPackage(to)) return webMayImportPackage(from, to);
  const [area, module] = from.split('/');
  const [toArea, toModule] = to.split('/');
  switch (area) {
    case 'platform':
      return toArea === 'platform';
    case 'engines':
      return (
        toArea === 'platform' ||
        (toArea === 'engines' && (engineArrows[module ?? '']?.includes(toModule ?? '') ?? false))
      );
    case 'programmes':
      return toArea === 'platform' || toArea === 'engines';
    case 'cli':
      return ['platform', 'engines', 'programmes', 'server'].includes(toArea ?? '');
    case 'server':
      return ['platform', 'engines', 'programmes'].includes(toArea ?? '');
    case 'features':
      return to === 'web-shared';
    case 'web-app':
      return toArea === 'features' || to === 'web-shared';
    case 'bench':
      return true;
    default:
      return false;
  }
}

const ofBrowser = ['packages/contract', 'packages/standards', 'packages/plan'];

/** The browser gets the contract, the standards and the plan's arithmetic (of which a build keeps what is used), never the simulator. */
function webMayImportPackage(from: string, to: string): boolean {
  const isWeb = from.startsWith('features/') || from.startsWith('web-');
  return !isWeb || ofBrowser.includes(to);
}

const builtIn = /^node:/;

/** Rooms whose inside is nobody else's business: others come in by index.ts. */
function hasDoor(room: string): boolean {
  return /^(packages|platform|engines|programmes)\//.test(room);
}

/** Every import that goes against the arrows, past a door, or out of a pure package. `to` is a file of the tree or a bare specifier. */
export function findViolations(imports: readonly Import[]): Violation[] {
  return imports.flatMap((edge) => {
    const because = whyForbidden(edge);
    return because === undefined ? [] : [{ ...edge, because }];
  });
}

function whyForbidden({ from, to }: Import): string | undefined {
  const room = roomOf(from);
  const isTest = /\.(test|samples)\.tsx?$|\/(testing|e2e|fixtures)\//.test(from);
  if (builtIn.test(to))
    return isPackage(room) && !isTest ? 'a package is pure: it may not use Node built-ins' : undefined;
  if (!/^(packages|apps|bench|scripts)\//.test(to)) return undefined; // a library
  const target = roomOf(to);
  if (room === target) return undefined;
  if (target === 'platform/testing')
    return isTest || room === 'platform/testing' ? undefined : 'test helpers serve tests only';
  const allowed =
    mayImport(room, target) ||
    (isTest && (target.startsWith('platform/') || isPackage(target) || target === 'server'));
  if (!allowed) return `${room} may not import ${target}`;
  if (hasDoor(target) && !/\/index\.ts$/.test(to)) return `${target} is entered by its index.ts only`;
  return undefined;
}

/** A cycle among the engines' arrows, where there is one. */
export function findCycle(arrows: Readonly<Record<string, readonly string[]>>): string[] | undefined {
  const walk = (name: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    for (const next of arrows[name] ?? []) {
      const cycle = walk(next, [...path, name]);
      if (cycle !== undefined) return cycle;
    }
    return undefined;
  };
  for (const name of Object.keys(arrows)) {
    const cycle = walk(name, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
