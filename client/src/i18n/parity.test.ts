import { describe, expect, it } from 'vitest'
import type { Area } from './text-types.ts'
import { LOADERS } from './translate.ts'

type Tree = { readonly [key: string]: string | Tree }

const AREAS: readonly (readonly [string, Tree, Tree])[] = await Promise.all(
  (Object.keys(LOADERS.en) as Area[]).map(
    async area => [area, await LOADERS.en[area](), await LOADERS.es[area]()] as const,
  ),
)

function leaves(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : leaves(value, `${prefix}${key}.`),
  )
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1] ?? '').sort()
}

/** Words by which a Spanish text would call its reader "tú", and commands that cannot be told of somebody else. */
const FAMILIAR = [
  /(?<!\p{L})(tu|tus|ti|te|contigo|puedes|tienes|has|quieres|debes|verás|podrás|tendrás|haz|ten|pon)(?!\p{L})/iu,
  /(?:^|[.:?] )(Elige|Revisa|Mira|Comprueba|Compara|Indica|Añade|Inicia|Pide)(?!\p{L})/u,
  /(inténta|ciérra|ábre|escríbe|bórra|apága|búsca)l[oa]s?(?!\p{L})/iu,
]

const PLURALS = { en: ['one', 'other'], es: ['one', 'other'] } as const
const PLURAL_KEY = /_(zero|one|two|few|many|other)$/

describe.each(AREAS)('texts of %s', (_area, en, es) => {
  it('have the same keys in both languages', () => {
    expect(leaves(es).map(([key]) => key)).toEqual(leaves(en).map(([key]) => key))
  })

  it('interpolate the same names in both languages', () => {
    const spanish = new Map(leaves(es))
    for (const [key, text] of leaves(en)) {
      expect([key, namesIn(spanish.get(key) ?? '')]).toEqual([key, namesIn(text)])
    }
  })

  it('have every plural form of each language, and count in it', () => {
    for (const [tree, forms] of [
      [en, PLURALS.en],
      [es, PLURALS.es],
    ] as const) {
      const all = new Map(leaves(tree))
      const stems = new Set(
        [...all.keys()].filter(key => PLURAL_KEY.test(key)).map(key => key.replace(PLURAL_KEY, '')),
      )
      for (const stem of stems) {
        for (const form of forms) expect(all.has(`${stem}_${form}`), `${stem}_${form}`).toBe(true)
        expect(namesIn(all.get(`${stem}_other`) ?? ''), stem).toContain('count')
      }
    }
  })

  it('address whoever reads them as "usted" in Spanish', () => {
    expect(leaves(es).filter(([, text]) => FAMILIAR.some(words => words.test(text)))).toEqual([])
  })

  it('are never empty', () => {
    for (const [key, text] of [...leaves(en), ...leaves(es)]) expect(text.trim(), key).not.toBe('')
  })
})
