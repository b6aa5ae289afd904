/** The sections of the back office, in the order of its navigation. Each has its path, its title and its name there. */
export const OFFICE_SECTIONS = [
  'sales',
  'products',
  'departments',
  'promotions',
  'priceLists',
  'quickPages',
  'labels',
  'customers',
  'credit',
  'conflicts',
  'changes',
  'people',
  'tills',
  'import',
  'settings',
] as const
export type OfficeSection = (typeof OFFICE_SECTIONS)[number]
