/** The languages of the product. English words are the source; the others have exactly its shape. */
export const LANGUAGES = ['en', 'es'] as const
export type Language = (typeof LANGUAGES)[number]

/** Each language's name in itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', es: 'Español' }

const STORAGE_KEY = 'evertill.language'

export function isLanguage(text: string | null | undefined): text is Language {
  return LANGUAGES.some(language => language === text)
}

/** The first of the wanted locales (`en-GB`, `es-MX`, …) whose language we speak; English when there is none. */
export function matchLanguage(wanted: readonly string[]): Language {
  for (const locale of wanted) {
    const language = locale.split('-')[0]?.toLowerCase()
    if (isLanguage(language)) return language
  }
  return 'en'
}

/** The person's region is kept where their browser speaks the language: `en-GB` writes dates as in Britain. */
export function localeFor(language: Language, wanted: readonly string[]): string {
  return wanted.find(locale => locale.split('-')[0]?.toLowerCase() === language) ?? language
}

/** What was chosen on this device, or else what the browser speaks. */
export function rememberedLanguage(storage: Pick<Storage, 'getItem'>, wanted: readonly string[]): Language {
  const chosen = storage.getItem(STORAGE_KEY)
  return isLanguage(chosen) ? chosen : matchLanguage(wanted)
}

export function rememberLanguage(storage: Pick<Storage, 'setItem'>, language: Language): void {
  storage.setItem(STORAGE_KEY, language)
}

/** What was chosen in another window of this device just now. */
export function languageOf(event: Pick<StorageEvent, 'key' | 'newValue'>): Language | undefined {
  return event.key === STORAGE_KEY && isLanguage(event.newValue) ? event.newValue : undefined
}
