import {
  accountOwner,
  asCopyRefusal,
  type BusinessDay,
  type DocumentFinding,
  type FindingKind,
  parseCurrency,
  parseDocumentId,
  type QuarantinedUpdate,
  type TillHealth,
  type WriterReply,
} from '@evertill/crdt-model'
import {
  formatBytes,
  formatDate,
  formatMoney,
  formatNumber,
  formatQuantity,
  formatRelativeTime,
} from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'

/** Why an update was refused. @param code of its refusal */
export function reasonWords(code: string): string {
  return t(`dashboard.integrity.reason.${asCopyRefusal(code) ?? 'other'}`)
}

/** Who wrote, as people call them: a person, a till, or the server. */
export function writerWords(writer: WriterReply, tills: readonly TillHealth[]): string {
  switch (writer.kind) {
    case 'user':
      return writer.name
    case 'relay':
      return t('dashboard.integrity.relay')
    case 'device':
      return tillWords(writer.till, tills) ?? t('dashboard.integrity.unknownTill')
  }
}

function tillWords(till: string | null, tills: readonly TillHealth[]): string | undefined {
  const known = tills.find(each => each.till === till)
  return known && `${known.name} · ${known.storeName}`
}

function dayWords(day: BusinessDay): string {
  return formatDate(Date.parse(`${day}T12:00:00Z`), 'date', 'UTC')
}

/** A document as people call it. */
export function documentWords(name: string, tills: readonly TillHealth[]): string {
  const id = parseDocumentId(name)
  if (id === undefined) return t('dashboard.integrity.document.other')
  switch (id.kind) {
    case 'stock':
      return t('dashboard.integrity.document.stock', { who: tillWords(id.writer, tills) ?? id.writer })
    case 'journal':
      return t('dashboard.integrity.document.journal', {
        who: tillWords(id.till, tills) ?? id.till,
        day: dayWords(id.day),
      })
    case 'parked':
      return t('dashboard.integrity.document.parked', { day: dayWords(id.day) })
    default:
      return t(`dashboard.integrity.document.${id.kind}`)
  }
}

/** When, how large and how often. */
export function updateDetails(update: QuarantinedUpdate, now: number): string {
  const parts = [
    t('dashboard.integrity.when', {
      when: formatRelativeTime(update.lastAt, Math.max(now, update.lastAt)),
      size: formatBytes(update.bytes),
    }),
  ]
  if (update.times > 1) parts.push(t('dashboard.integrity.times', { count: update.times }))
  if (update.others > 0) parts.push(t('dashboard.integrity.others', { count: update.others }))
  if (!update.kept) parts.push(t('dashboard.integrity.notKept'))
  return parts.join(' · ')
}

/** What is wrong, in a sentence. */
export function findingWords(finding: DocumentFinding): string {
  if (finding.kind === 'claimed-actor')
    return t('dashboard.integrity.finding.claimed-actor', { claimed: finding.claimed ?? '' })
  if (finding.kind === 'account-overspent') {
    const { account = '' } = finding
    const isHouse = accountOwner(account)?.kind === 'house'
    return t(`dashboard.integrity.finding.${isHouse ? 'account-overlent' : 'account-overspent'}`, {
      account: `…${account.slice(-4)}`,
      amount: amountOf(finding),
    })
  }
  if (finding.kind === 'account-unheld')
    return t('dashboard.integrity.finding.account-unheld', { amount: amountOf(finding) })
  if (finding.kind === 'sold-twice')
    return t('dashboard.integrity.finding.sold-twice', { receipts: finding.receipts?.join(', ') ?? '' })
  if (finding.kind === 'coupon-overused') {
    const { coupon = '', uses = 0, limit = 0 } = finding
    return t('dashboard.integrity.finding.coupon-overused', {
      coupon,
      uses: formatNumber(uses),
      limit: formatNumber(limit),
    })
  }
  if (finding.kind !== 'over-returned') return t(`dashboard.integrity.finding.${finding.kind}`)
  const { receipt = '', bought = 0, returned = 0 } = finding
  return t('dashboard.integrity.finding.over-returned', {
    receipt,
    bought: formatQuantity(bought),
    returned: formatQuantity(returned),
  })
}

function amountOf({ amount = 0, currency = '' }: DocumentFinding): string {
  const known = parseCurrency(currency)
  return known ? formatMoney(amount, known) : formatNumber(amount)
}

/** Which entries it is true of. */
export function findingDetails(finding: DocumentFinding): string {
  const parts = [t('dashboard.integrity.entries', { count: finding.entries })]
  const { from, to, record, field } = finding
  if (from !== undefined && to !== undefined && to !== from) {
    parts.push(t('dashboard.integrity.numbers', { from: formatNumber(from), to: formatNumber(to) }))
  } else if (from !== undefined) {
    parts.push(t('dashboard.integrity.number', { from: formatNumber(from) }))
  }
  if (record !== undefined) parts.push(field === undefined ? record : `${record}: ${field}`)
  return parts.join(' · ')
}

const ADVICE: {
  readonly [kind in FindingKind]:
    | 'wait'
    | 'look'
    | 'ask'
    | 'clock'
    | 'returns'
    | 'overspent'
    | 'update'
    | 'parked'
    | 'coupons'
    | 'none'
} = {
  'unreadable-entry': 'ask',
  'unknown-field': 'none',
  'unreadable-field': 'look',
  'claimed-actor': 'look',
  'wrong-epoch': 'ask',
  'duplicate-differs': 'ask',
  gap: 'wait',
  'broken-chain': 'ask',
  'bad-signature': 'ask',
  unverified: 'wait',
  'clock-went-back': 'clock',
  'unknown-device': 'ask',
  'over-returned': 'returns',
  'account-overspent': 'overspent',
  'account-unheld': 'update',
  'sold-twice': 'parked',
  'coupon-overused': 'coupons',
}

/** What to do about it. */
export function adviceWords(kind: FindingKind): string {
  return t(`dashboard.integrity.advice.${ADVICE[kind]}`)
}
