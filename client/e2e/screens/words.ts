import type { Language } from '../../src/i18n/languages.ts'
import type { Area, Texts, Translation } from '../../src/i18n/text-types.ts'
import { LOADERS } from '../../src/i18n/translate.ts'

/** The words by which the camera finds its way, in the language on screen. */
export type Words = { readonly [Name in Area]: Translation<Texts[Name]> }

export const WORDS: Readonly<Record<Language, Words>> = { en: await load('en'), es: await load('es') }

async function load(language: Language): Promise<Words> {
  const loaders = Object.entries(LOADERS[language])
  const texts = await Promise.all(loaders.map(async ([area, loader]) => [area, await loader()] as const))
  // There is a loader for each area.
  return Object.fromEntries(texts) as Words
}

/** A text with its blanks filled in by anything: for finding what it labels. */
export function like(text: string): RegExp {
  return new RegExp(
    text
      .split(/\{\{\w+\}\}/)
      .map(literal)
      .join('.+'),
  )
}

/** Whatever begins with the text: the label of a button that says more. */
export function startingWith(text: string): RegExp {
  return new RegExp(`^${literal(text)}`)
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
