import { makeKeptChoice } from './kept-choice.ts'

/** Light or dark by choice, or as the system says. */
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export const {
  value: theme,
  start: startTheme,
  set: setTheme,
} = makeKeptChoice<Theme>('evertill.theme', THEMES, 'theme')
