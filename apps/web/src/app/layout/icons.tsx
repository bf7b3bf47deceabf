import type { ReactNode } from 'react';

const paths = {
  today:
    'M4 6h16M8 3v4M16 3v4M5 5h14a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1Zm3.500 9 2.500 2.500 4.500-5',
  plan: 'M4 20V4M4 20h16M8 16v-3M12 16V9M16 16v-5M8 9l4-4 4 3 4-4',
  registry: 'M4 20V9l6-3v14M10 20V4l10 4v12M3 20h18M13.500 10.500h3M13.500 14h3M6.500 11.500h1M6.500 15h1',
  imports: 'M12 4v10M8 10l4 4 4-4M4 15v4a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-4',
  person:
    'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.500 20.500c.8-3.500 3.800-5.500 7.500-5.500s6.700 2 7.500 5.500',
  policies: 'M7 3h8l4 4v14H7a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2ZM15 3v4h4M9 12h6M9 16h6',
  reports: 'M5 4h14v16H5zM5 9h14M5 14.500h14M11 9v11M14 17l1.500 1.500 2.500-3',
  check: 'M4 6h9M4 12h6M4 18h6M14 16l2.500 2.500 4.500-5.500',
  home: 'M4 11.500 12 5l8 6.500M6 10v9h12v-9',
  bell: 'M6 16.500h12l-1.500-2.500v-3.500a4.500 4.500 0 0 0-9 0V14L6 16.500ZM10 19.500h4M12 6V4',
  audit: 'M12 3l7 3v5c0 4.500-3 8-7 10-4-2-7-5.500-7-10V6l7-3ZM9 12l2 2 4-4.500',
  retention: 'M4 5h16v4H4ZM5.500 9v10h13V9M10 13h4',
  deliveries: 'M4 6h16v12H4ZM4 7l8 6 8-6',
  search: 'M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13ZM15.500 15.500 20 20',
} as const;

export type IconName = keyof typeof paths;

/** Line drawings of 20 px; they stand beside words and are silent to screen readers. */
export function Icon({ name }: { name: IconName }): ReactNode {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
