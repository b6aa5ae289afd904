import { type LabelSymbol, type PriceList, priceListOf } from '@evertill/crdt-model'
import { type Accessor, createMemo, createSignal } from 'solid-js'
import { DOTS_PER_MM, type LabelChoice, SHEET_DOTS_PER_MM, sheetOf } from '../../labels/label-choice.ts'
import type { Bars, LabelFace } from '../../labels/label-mark.ts'
import { labelWords } from '../../labels/label-words.ts'
import { hasBars, type LabelMedium, layOutLabel } from '../../labels/lay-out-label.ts'
import { measureWith } from '../../labels/text-dots.ts'
import { helvetica, labelPrinterType } from '../../labels/type-metrics.ts'
import type { ProductRow, StoreRow } from '../../local/database.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { loadPart } from '../../local/load-part.ts'
import { now } from '../../ui/relative-time.tsx'
import { type OfficeCatalog, useOffice } from '../office-context.tsx'
import type { LabelItem } from './label-list.ts'
import { createLabelPrices } from './label-prices.ts'

/** Why a label is not all that it could be. */
export type LabelLack = 'noPrice' | 'noCode' | 'noBars'

/** A product on the list, with its label. */
export interface LabelOfProduct {
  readonly item: LabelItem
  readonly row: ProductRow
  readonly face: LabelFace
  readonly lacks: readonly LabelLack[]
}

/** The labels of the list as they will be printed; undefined while what draws bar codes is fetched. */
export function createFaces(
  list: Accessor<readonly LabelItem[]>,
  choice: Accessor<LabelChoice>,
  store: Accessor<StoreRow | undefined>,
): Accessor<readonly LabelOfProduct[] | undefined> {
  const office = useOffice()
  const priceOfRow = createLabelPrices(store, createPriceLists(store), now)
  const [draw, setDraw] = createSignal<((symbol: LabelSymbol) => Bars) | null>(null)
  // Large, and wanted here alone.
  void loadPart(() => import('../../labels/draw-bars.ts')).then(({ barsOf }) =>
    setDraw(() => remembering(barsOf)),
  )
  const medium = createMemo(() => mediumOf(choice()))
  return createMemo(() => {
    const barsOf = draw()
    const catalog = office.catalog()
    if (barsOf === null || catalog === undefined) return undefined
    return list().flatMap(item => {
      const row = office.products().row(item.product)
      return row === undefined || row.catalog !== catalog.id ? [] : [labelOf(item, row, catalog, barsOf)]
    })
  })

  function labelOf(
    item: LabelItem,
    row: ProductRow,
    catalog: OfficeCatalog,
    barsOf: (symbol: LabelSymbol) => Bars,
  ): LabelOfProduct {
    const price = priceOfRow(row)
    const words = labelWords(row, price, catalog.currency, barsOf)
    const face = layOutLabel(words, choice().layout, medium())
    const lacks: LabelLack[] = price === null ? ['noPrice'] : []
    if (words.bars === null) lacks.push('noCode')
    else if (choice().layout === 'product' && !hasBars(face)) lacks.push('noBars')
    return { item, row, face, lacks }
  }
}

/** The price lists of the store's catalog. */
function createPriceLists(store: Accessor<StoreRow | undefined>): Accessor<readonly PriceList[]> {
  const office = useOffice()
  const rows = createLiveQuery(() => office.database.priceLists.toArray())
  return createMemo(() =>
    (rows() ?? [])
      .filter(row => row.catalog === store()?.catalog)
      .flatMap(row => priceListOf(row.id, row) ?? []),
  )
}

/** The same product's bars are asked for at every change of the list. */
function remembering(barsOf: (symbol: LabelSymbol) => Bars): (symbol: LabelSymbol) => Bars {
  const known = new Map<string, Bars>()
  return symbol => {
    const key = `${symbol.kind} ${symbol.text}`
    const bars = known.get(key) ?? barsOf(symbol)
    known.set(key, bars)
    return bars
  }
}

/** What labels of a choice are drawn for. */
export function mediumOf(choice: LabelChoice): LabelMedium {
  return choice.medium === 'sheet'
    ? { size: sheetOf(choice).label, dotsPerMm: SHEET_DOTS_PER_MM, measure: measureWith(helvetica) }
    : {
        size: choice.roll,
        dotsPerMm: DOTS_PER_MM[choice.dpi],
        measure: measureWith(labelPrinterType),
      }
}
