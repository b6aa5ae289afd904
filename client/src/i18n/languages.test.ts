import { describe, expect, it } from 'vitest'
import { languageOf, localeFor, matchLanguage, rememberedLanguage, rememberLanguage } from './languages.ts'

function memory(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>()
  return { getItem: key => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) }
}

describe('the language of a device', () => {
  it('is the first that the browser wants and we speak, else English', () => {
    expect(matchLanguage(['de-DE', 'es-MX', 'en'])).toBe('es')
    expect(matchLanguage(['de-DE'])).toBe('en')
    expect(matchLanguage([])).toBe('en')
  })

  it('keeps the region of the browser for numbers and dates', () => {
    expect(localeFor('en', ['es-MX', 'en-GB'])).toBe('en-GB')
    expect(localeFor('es', ['en-GB'])).toBe('es')
  })

  it('is what was chosen, whatever the browser wants', () => {
    const storage = memory()
    expect(rememberedLanguage(storage, ['es-ES'])).toBe('es')
    rememberLanguage(storage, 'en')
    expect(rememberedLanguage(storage, ['es-ES'])).toBe('en')
  })

  it('ignores a choice that is no language', () => {
    const storage = memory()
    storage.setItem('evertill.language', 'tlh')
    expect(rememberedLanguage(storage, ['es-ES'])).toBe('es')
  })

  it('is what another window has just chosen, if it is one', () => {
    expect(languageOf({ key: 'evertill.language', newValue: 'es' })).toBe('es')
    expect(languageOf({ key: 'evertill.language', newValue: null })).toBeUndefined()
    expect(languageOf({ key: 'evertill.theme', newValue: 'es' })).toBeUndefined()
  })
})
