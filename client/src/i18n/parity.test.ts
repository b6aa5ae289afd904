import { describe, expect, it } from 'vitest'
import { account as enAccount } from './en/account.ts'
import { customers as enCustomers } from './en/customers.ts'
import { dashboard as enDashboard } from './en/dashboard.ts'
import { display as enDisplay } from './en/display.ts'
import { hardware as enHardware } from './en/hardware.ts'
import { office as enOffice } from './en/office.ts'
import { parked as enParked } from './en/parked.ts'
import { promotions as enPromotions } from './en/promotions.ts'
import { recovery as enRecovery } from './en/recovery.ts'
import { returns as enReturns } from './en/returns.ts'
import { rights as enRights } from './en/rights.ts'
import { setup as enSetup } from './en/setup.ts'
import { shift as enShift } from './en/shift.ts'
import { tenders as enTenders } from './en/tenders.ts'
import { terms as enTerms } from './en/terms.ts'
import { till as enTill } from './en/till.ts'
import { ui as enUi } from './en/ui.ts'
import { account as esAccount } from './es/account.ts'
import { customers as esCustomers } from './es/customers.ts'
import { dashboard as esDashboard } from './es/dashboard.ts'
import { display as esDisplay } from './es/display.ts'
import { hardware as esHardware } from './es/hardware.ts'
import { office as esOffice } from './es/office.ts'
import { parked as esParked } from './es/parked.ts'
import { promotions as esPromotions } from './es/promotions.ts'
import { recovery as esRecovery } from './es/recovery.ts'
import { returns as esReturns } from './es/returns.ts'
import { rights as esRights } from './es/rights.ts'
import { setup as esSetup } from './es/setup.ts'
import { shift as esShift } from './es/shift.ts'
import { tenders as esTenders } from './es/tenders.ts'
import { terms as esTerms } from './es/terms.ts'
import { till as esTill } from './es/till.ts'
import { ui as esUi } from './es/ui.ts'

type Tree = { readonly [key: string]: string | Tree }

const AREAS: readonly (readonly [string, Tree, Tree])[] = [
  ['account', enAccount, esAccount],
  ['ui', enUi, esUi],
  ['till', enTill, esTill],
  ['hardware', enHardware, esHardware],
  ['rights', enRights, esRights],
  ['returns', enReturns, esReturns],
  ['tenders', enTenders, esTenders],
  ['parked', enParked, esParked],
  ['terms', enTerms, esTerms],
  ['setup', enSetup, esSetup],
  ['shift', enShift, esShift],
  ['recovery', enRecovery, esRecovery],
  ['office', enOffice, esOffice],
  ['display', enDisplay, esDisplay],
  ['customers', enCustomers, esCustomers],
  ['promotions', enPromotions, esPromotions],
  ['dashboard', enDashboard, esDashboard],
]

function leaves(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : leaves(value, `${prefix}${key}.`),
  )
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1] ?? '').sort()
}

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

  it('are never empty', () => {
    for (const [key, text] of [...leaves(en), ...leaves(es)]) expect(text.trim(), key).not.toBe('')
  })
})
