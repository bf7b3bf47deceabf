import type { ReactNode } from 'react';

/** A seedling: the product's mark. */
export function Emblem({ size }: { size: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#1A7F5A" />
      <path d="M16 26V14" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" />
      <path d="M16 16c0-5-3.4-8-9-8 0 5 3.400 8 9 8Z" fill="#fff" />
      <path d="M16 20c0-4.200 3-7 8.500-7 0 4.300-3 7-8.500 7Z" fill="#fff" fillOpacity=".82" />
    </svg>
  );
}
