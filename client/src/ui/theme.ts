import { createSignal } from 'solid-js'

/** Light or dark by choice, or as the system says. Kept on this device. */
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const STORAGE_KEY = 'evertill.theme'

function isTheme(text: string | null): text is Theme {
  return THEMES.some(theme => theme === text)
}

const [theme, setThemeSignal] = createSignal<Theme>('system')

export { theme }

/** Applies the theme remembered on this device. Call before the first render. */
export function startTheme(): void {
  const remembered = localStorage.getItem(STORAGE_KEY)
  show(isTheme(remembered) ? remembered : 'system')
}

export function setTheme(next: Theme): void {
  show(next)
  localStorage.setItem(STORAGE_KEY, next)
}

function show(next: Theme): void {
  setThemeSignal(next)
  if (next === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = next
}
