import { type CurrencyTotals, type DrawerTotals, NO_CURRENCY, type ShiftTotals } from '@evertill/crdt-model'
import { formatDate, formatMoney, formatNumber, formatRate } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import type { ShiftMove, ShiftReport } from '../local/shift-view.ts'

export interface ReportRow {
  readonly label: string
  readonly value: string
  /** What the eye looks for. */
  readonly strong?: boolean
}

export interface ReportSection {
  /** Empty for what needs none. */
  readonly title: string
  readonly rows: readonly ReportRow[]
}

/** What an X or Z report says, on paper and on screen alike, in the language on screen. */
export function reportSections(report: ShiftReport, timeZone: string): ReportSection[] {
  const { totals } = report
  const sections = [
    facts(report, timeZone),
    ...totals.currencies.flatMap(salesSections),
    ...totals.drawer.map(drawerSection),
    { title: '', rows: totals.reason === '' ? [] : [row(t('shift.report.reason'), totals.reason)] },
    movesSection(report.view.moves, timeZone),
    actsSection(totals),
  ]
  return sections.filter(({ rows }) => rows.length > 0)
}

/** `X report`, or `Z report` of a shift that is closed. */
export function reportTitle({ totals }: ShiftReport): string {
  return t(totals.closed ? 'shift.report.z' : 'shift.report.x')
}

function row(label: string, value: string, strong = false): ReportRow {
  return { label, value, ...(strong && { strong }) }
}

function facts({ view, totals, till, at }: ShiftReport, timeZone: string): ReportSection {
  const when = (time: number) => formatDate(time, 'date-time', timeZone)
  const by = (time: number, name: string | null) => (name === null ? when(time) : `${when(time)} · ${name}`)
  return {
    title: '',
    rows: [
      row(t('shift.report.shift'), formatNumber(view.shift)),
      row(t('shift.report.till'), till),
      row(t('shift.report.opened'), by(view.openedAt, view.openedBy)),
      view.closedAt === null
        ? row(t('shift.report.printed'), when(at))
        : row(t('shift.report.closed'), by(view.closedAt, view.closedBy)),
      row(t('shift.report.entries'), `${totals.from}–${totals.to}`),
    ],
  }
}

function salesSections(of: CurrencyTotals): ReportSection[] {
  const money = (minor: number) => formatMoney(minor, of.currency)
  const unlessNone = (label: string, amount: number) => (amount === 0 ? [] : [row(label, money(amount))])
  return [
    {
      title: of.currency,
      rows: [
        row(t('shift.report.sales', { count: of.sales.count }), money(of.sales.total), true),
        ...unlessNone(t('shift.report.soldOntoAccounts'), of.soldOntoAccounts),
        ...unlessNone(t('shift.report.refunds', { count: of.refunds.count }), -of.refunds.total),
        ...unlessNone(t('shift.report.voided', { count: of.voided.count }), of.voided.total),
        ...unlessNone(t('shift.report.discounts'), of.discounts),
        ...unlessNone(t('shift.report.tips'), of.tips),
        ...unlessNone(t('shift.report.rounding'), of.rounding),
      ],
    },
    {
      title: t('shift.report.taxes'),
      rows: of.taxes.map(({ name, rateMillionths, net, tax }) =>
        row(t('shift.report.tax', { name, rate: formatRate(rateMillionths), net: money(net) }), money(tax)),
      ),
    },
    {
      title: t('shift.report.tenders'),
      rows: [
        ...of.tenders.map(({ kind, count, taken, paidBack }) =>
          row(t('shift.report.tender', { kind: t(`till.tender.${kind}`), count }), money(taken - paidBack)),
        ),
        ...unlessNone(t('shift.report.change'), -of.change),
      ],
    },
  ]
}

function drawerSection(drawer: DrawerTotals): ReportSection {
  const money = (minor: number) => formatMoney(minor, drawer.currency)
  const unlessNone = (label: string, amount: number) => (amount === 0 ? [] : [row(label, money(amount))])
  return {
    title: t('shift.report.drawer', { currency: drawer.currency }),
    rows: [
      row(t('shift.report.float'), money(drawer.float)),
      ...unlessNone(t('shift.report.taken'), drawer.taken),
      ...unlessNone(t('shift.report.change'), -drawer.change),
      ...unlessNone(t('shift.report.paidBack'), -drawer.paidBack),
      ...unlessNone(t('shift.report.cashIn'), drawer.cashIn),
      ...unlessNone(t('shift.report.cashOut'), -drawer.cashOut),
      ...unlessNone(t('shift.report.drops'), -drawer.drops),
      row(t('shift.report.expected'), money(drawer.expected), true),
      ...(drawer.counted === null ? [] : [row(t('shift.report.counted'), money(drawer.counted))]),
      ...(drawer.overShort === null ? [] : [overShort(drawer.overShort, money)]),
    ],
  }
}

function overShort(amount: number, money: (minor: number) => string): ReportRow {
  if (amount === 0) return row(t('shift.report.exact'), money(0), true)
  return row(t(amount > 0 ? 'shift.report.over' : 'shift.report.short'), money(amount), true)
}

function movesSection(moves: readonly ShiftMove[], timeZone: string): ReportSection {
  return {
    title: t('shift.report.moves'),
    rows: moves.map(move =>
      row(`${formatDate(move.at, 'time', timeZone)} ${moveWords(move)}`, moveAmount(move)),
    ),
  }
}

/** What was done and why: `Safe drop · Bag 12`. */
export function moveWords({ kind, reason }: ShiftMove): string {
  return reason === '' ? t(`shift.move.kinds.${kind}`) : `${t(`shift.move.kinds.${kind}`)} · ${reason}`
}

/** What went into the drawer, or out of it with a minus. */
export function moveAmount(move: ShiftMove): string {
  if (move.kind === 'no-sale') return ''
  return formatMoney(move.kind === 'cash-in' ? move.amount : -move.amount, move.currency)
}

function actsSection({ acts, currencies, drawer }: ShiftTotals): ReportSection {
  const { currency } = currencies[0] ?? drawer[0] ?? { currency: NO_CURRENCY }
  const money = (minor: number) => formatMoney(minor, currency)
  const counted = (label: string, count: number) => (count === 0 ? [] : [row(label, formatNumber(count))])
  const summed = (label: string, { count, amount }: { count: number; amount: number }) =>
    count === 0 ? [] : [row(label, money(amount))]
  return {
    title: t('shift.report.acts'),
    rows: [
      ...counted(t('shift.report.noSales'), acts.noSales),
      ...counted(t('shift.report.priceOverrides'), acts.priceOverrides),
      ...summed(t('shift.report.lineVoids', { count: acts.lineVoids.count }), acts.lineVoids),
      ...summed(t('shift.report.saleCancels', { count: acts.saleCancels.count }), acts.saleCancels),
      ...counted(t('shift.report.reprints'), acts.reprints),
      ...counted(t('shift.report.approvals'), acts.approvals),
      ...counted(t('shift.report.agesRefused'), acts.agesRefused),
      ...counted(t('shift.report.trainings'), acts.trainings),
    ],
  }
}
