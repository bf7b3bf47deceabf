const map: Record<string, readonly string[]> = {
  information: [
    '39',
    '63',
    '64',
    '65',
    '3491',
    '3492',
    '3562',
    '3563',
    '3824',
    '3825',
    '401',
    '5176',
    '5177',
    '5193',
    '5292',
    '5273',
    '7114',
    '8121',
  ],
  environment: ['42', '462', '772', '3591', '4021', '486', '7461', '7462', '7514'],
  health: ['27', '84', '358', '1491', '1492', '515', '525', '6813', '734', '8053', '8514', '893'],
  tourism: ['61', '7291', '786'],
  fashion: ['18', '19', '2438', '2439', '2682', '7491', '7492'],
  finance: ['66', '67', '68', '69'],
  equipment: ['371', '373', '374', '3491', '3612'],
  culture: ['86', '87', '88', '725', '7491', '7492'],
};
export function tagsOf(code: string | null | undefined): readonly string[] {
  if (!code) return [];
  return Object.keys(map).filter((tag) => map[tag]!.some((prefix) => code.startsWith(prefix)));
}
export function isInEight(code: string | null | undefined): boolean {
  return tagsOf(code).length > 0;
}
export const eightIndustries: readonly string[] = Object.keys(map);
