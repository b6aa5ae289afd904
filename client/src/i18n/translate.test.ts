// @vitest-environment node
import { beforeAll, describe, expect, it, vi } from 'vitest'

/** The language is kept on the device; here there is none. */
const kept = new Map<string, string>()
vi.stubGlobal('localStorage', {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => kept.set(key, value),
})
vi.stubGlobal('navigator', { languages: ['en-GB', 'es-ES'] })
vi.stubGlobal('document', { documentElement: { lang: '' } })

const { inLanguage, loadTexts, loadTextsIn, setLanguage, startLanguage, t } = await import('./translate.ts')

beforeAll(() => startLanguage('dashboard'))

describe('a text', () => {
  it('writes numbers as the language does, and picks the plural by them', async () => {
    expect(t('dashboard.concern.conflicts', { count: 1 })).toBe('1 conflict waits for a decision.')
    expect(t('dashboard.concern.conflicts', { count: 3515 })).toBe('3,515 conflicts wait for a decision.')
    await setLanguage('es')
    expect(t('dashboard.concern.conflicts', { count: 35_150 })).toContain('35.150')
    await setLanguage('en')
  })

  it('is that of the language on screen, or of the one something is made in, and there once its area is loaded', async () => {
    // An area that no other test loads: they share what is loaded.
    expect(t('guest.print')).toBe('guest.print')
    await loadTexts('guest')
    expect(t('guest.print')).toBe('Print or save as a PDF')
    await loadTextsIn('es', 'guest')
    expect(inLanguage('es', () => t('guest.print'))).toBe('Imprimir o guardar PDF')
    expect(t('guest.print')).toBe('Print or save as a PDF')
    await setLanguage('es')
    expect(t('guest.print')).toBe('Imprimir o guardar PDF')
    await setLanguage('en')
    expect(t('guest.print')).toBe('Print or save as a PDF')
  })

  it('leaves what is text as it is', () => {
    const text = t('dashboard.concern.version', { till: '10000', version: '0.1.0', relay: '2000' })
    expect(text).toBe('10000 runs version 0.1.0, the server 2000.')
  })
})
