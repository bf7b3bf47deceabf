import type { Role } from '@miaopu/contract';

/** Whose face a person works in: the enterprise's for its people, the workspace for everybody else. */
export function faceOf(role: Role): 'enterprise' | 'government' {
  return role === 'owner' || role === 'staff' || role === 'newcomer' ? 'enterprise' : 'government';
}

const homes: Partial<Record<Role, string>> = {
  newcomer: '/e/claim',
  administrator: '/g/people',
  auditor: '/g/audit',
};

/** Where a person's work begins. */
export function homeOf(role: Role): string {
  return homes[role] ?? (faceOf(role) === 'enterprise' ? '/e' : '/g');
}
