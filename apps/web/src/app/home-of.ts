import type { Role } from '@miaopu/contract';

/** Where a person's work begins: the enterprise's face for its people, and in the workspace the page that is theirs. */
export function homeOf(role: Role): '/e' | '/g' | '/g/audit' | '/g/notify' {
  switch (role) {
    case 'owner':
    case 'staff':
    case 'newcomer':
      return '/e';
    case 'auditor':
      return '/g/audit';
    case 'administrator':
      return '/g/notify';
    default:
      return '/g';
  }
}
