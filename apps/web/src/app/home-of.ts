import type { Role } from '@miaopu/contract';

/** Where a person's work begins: the enterprise's face for its people, the workspace for everybody else. */
export function homeOf(role: Role): '/e' | '/g' {
  return role === 'owner' || role === 'staff' || role === 'newcomer' ? '/e' : '/g';
}
