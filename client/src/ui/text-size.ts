import { createSignal } from 'solid-js'

/** How large texts are on this device: everything that is measured by them grows along. */
export const TEXT_SIZES = ['normal', 'large', 'largest'] as const
export type TextSize = (typeof TEXT_SIZES)[number]

const STORAGE_KEY = 'evertill.text-size'

function isTextSize(text: string | null): text is TextSize {
  return TEXT_SIZES.some(size => size === text)
}

const [textSize, setTextSizeSignal] = createSignal<TextSize>('normal')

export { textSize }

/** Applies the size remembered on this device. Call before the first render. */
export function startTextSize(): void {
  const remembered = localStorage.getItem(STORAGE_KEY)
  show(isTextSize(remembered) ? remembered : 'normal')
}

export function setTextSize(next: TextSize): void {
  show(next)
  localStorage.setItem(STORAGE_KEY, next)
}

function show(next: TextSize): void {
  setTextSizeSignal(next)
  if (next === 'normal') delete document.documentElement.dataset.textSize
  else document.documentElement.dataset.textSize = next
}
