import { type Role, roleNames } from '@miaopu/contract';
import { useLabel } from './words.ts';

/** What somebody is called by their role, in the language of the page. */
export function useRoleName(): (role: Role) => string {
  const labelOf = useLabel();
  return (role) => labelOf(roleNames[role]);
}
