/** Where the office's pages of policies are. */
export const libraryPath = '/g/policies';

export function policyPath(policy: string, filters: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams(filters).toString();
  return `${libraryPath}/${encodeURIComponent(policy)}${search ? `?${search}` : ''}`;
}

export function draftPath(draft: string): string {
  return `${libraryPath}/drafts/${draft}`;
}

export function runPath(run: string): string {
  return `${libraryPath}/runs/${run}`;
}
