import { makeKeptChoice } from './kept-choice.ts'

/** How large texts are on this device: everything that is measured by them grows along. */
export const TEXT_SIZES = ['normal', 'large', 'largest'] as const
export type TextSize = (typeof TEXT_SIZES)[number]

export const {
  value: textSize,
  start: startTextSize,
  set: setTextSize,
} = makeKeptChoice<TextSize>('evertill.text-size', TEXT_SIZES, 'textSize')
