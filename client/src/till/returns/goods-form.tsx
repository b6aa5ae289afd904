import {
  makeId,
  ONE_PIECE,
  type PayBack,
  type ProductId,
  payBackChoices,
  returnedQuantities,
  returnGoods,
  rightToPayBack,
  roundingFor,
  type TillRight,
  type WantedReturn,
} from '@evertill/crdt-model'
import { createMemo, createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { formatMeasure } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { findByScan } from '../../local/find-product.ts'
import type { Receipt } from '../../local/receipt.ts'
import { type ReturnPlan, refundsIn, type SoldReceipt } from '../../local/return-plan.ts'
import { useLocalDatabase } from '../../local/use-database.ts'
import { useReplica } from '../../replica/create-replica.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { showToast } from '../../ui/toast.tsx'
import { playSound } from '../sounds.ts'
import { useTill } from '../till-context.tsx'
import { createRefundCredit } from './create-refund-credit.ts'
import { GoodsLine } from './goods-line.tsx'
import { PayBackPanel } from './pay-back-panel.tsx'
import { NO_REASON, RETURN_REASONS, ReasonChoice, reasonWords } from './reason-choice.tsx'
import { sendReturn } from './send-return.ts'

const NOTHING: PayBack = { tenders: [], rounding: 0 }

/** What comes back of a receipt: how much of each line, why, and how it is paid back. */
export function GoodsForm(props: {
  readonly sold: SoldReceipt
  readonly onDone: (receipt: Receipt | null) => void
  readonly onExchange: () => void
}): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const database = useLocalDatabase()
  /** Names this return: whatever is pressed twice is done once. */
  const key = makeId<ProductId>(crypto.getRandomValues(new Uint8Array(10)))
  const refunds = createMemo(() => refundsIn(props.sold))
  const returned = createMemo(() => returnedQuantities(refunds()))
  const left = (line: number) => {
    const sold = props.sold.sale.lines[line]
    if (sold === undefined || sold.account !== undefined || props.sold.isVoided) return 0
    return Math.max(0, sold.quantity - (returned().get(line) ?? 0))
  }
  const [quantities, setQuantities] = createSignal<ReadonlyMap<number, number>>(new Map())
  const [spoiled, setSpoiled] = createSignal<ReadonlySet<number>>(new Set())
  const [reason, setReason] = createSignal(NO_REASON)
  const [chosen, setChosen] = createSignal(0)
  const [failure, setFailure] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  const credit = createRefundCredit(() => props.sold.sale.customer ?? till.sales.sale().customer?.id)
  /** Damaged goods do not go back on the shelf unless somebody says so. */
  const restocks = (line: number) => spoiled().has(line) !== (reason().kind !== 'damaged')

  const wanted = createMemo<WantedReturn[]>(() =>
    [...quantities()]
      .filter(([, quantity]) => quantity > 0)
      .sort(([a], [b]) => a - b)
      .map(([line, quantity]) => ({ line, quantity, restock: restocks(line) })),
  )
  const goods = createMemo(() => {
    const result = returnGoods(props.sold.sale, refunds(), wanted(), props.sold.isVoided)
    return result.ok ? result.goods : undefined
  })
  const worth = () => goods()?.total ?? 0
  const choices = createMemo(() =>
    payBackChoices(worth(), props.sold.sale, refunds(), roundingFor(till.pricing()), credit.account()),
  )
  const choice = () => (chosen() < choices().length ? chosen() : 0)
  const missing = () => {
    if (goods() === undefined) return t('returns.goods.choose')
    return reasonWords(reason()) === '' ? t('returns.reason.missing') : false
  }
  const plan = (): ReturnPlan => ({
    kind: 'with-receipt',
    sold: props.sold,
    wanted: wanted(),
    reason: reasonWords(reason()),
  })
  const setQuantity = (line: number, quantity: number) =>
    setQuantities(before => new Map(before).set(line, quantity))
  const toggleSpoiled = (line: number) =>
    setSpoiled(before => {
      const next = new Set(before)
      if (!next.delete(line)) next.add(line)
      return next
    })
  const lines = () => props.sold.sale.lines.map((_, index) => index)
  const isAll = () => lines().every(line => (quantities().get(line) ?? 0) === left(line))

  async function payBack(): Promise<void> {
    setBusy(true)
    setFailure(null)
    const paid = choices()[choice()] ?? NOTHING
    const right = rightToPayBack(paid, choices()[0])
    const rights: TillRight[] = ['return-with-receipt', ...(right === null ? [] : [right])]
    const command = { type: 'refund', key, plan: plan(), paid, ...credit.noteFor(paid) } as const
    const outcome = await sendReturn(till.approval, { key, rights }, () => replica.send<'refund'>(command))
    setBusy(false)
    if (outcome.kind === 'done') props.onDone(outcome.receipt)
    else if (outcome.kind === 'failed') setFailure(outcome.words)
  }

  async function exchange(): Promise<void> {
    if (!(await till.approval.ask('return-with-receipt', key))) return
    if (till.sales.takeGoods({ key, plan: plan(), worth: worth() })) props.onExchange()
    else showToast({ text: t('returns.exchange.paying') })
  }

  async function scan(code: string): Promise<void> {
    const rows = await findByScan(database, code, true)
    const line = props.sold.sale.lines.findIndex(
      ({ item }, index) =>
        item.kind === 'product' &&
        rows.some(row => row.id === item.product) &&
        (quantities().get(index) ?? 0) < left(index),
    )
    if (line < 0) {
      playSound('unknown')
      showToast({ text: t('returns.goods.notHere') })
      return
    }
    const isPiece = props.sold.names[line]?.unit === undefined
    const more = isPiece ? (quantities().get(line) ?? 0) + ONE_PIECE : left(line)
    setQuantity(line, Math.min(left(line), more))
    playSound('added')
  }
  onMount(() => onCleanup(till.returns.listen(code => void scan(code))))

  return (
    <div class="till-returns__form">
      <Show when={props.sold.isVoided}>
        <Notice kind="warning" title={t('returns.receipt.voided')} />
      </Show>
      <Show when={!props.sold.isCurrent}>
        <Notice kind="offline" title={t('returns.goods.notCurrent')}>
          {t('returns.goods.notCurrentHint')}
        </Notice>
      </Show>
      <div class="till-returns__head">
        <p class="till-returns__hint">{t('returns.goods.scanHint')}</p>
        <Button
          size="till"
          onClick={() => setQuantities(new Map(isAll() ? [] : lines().map(line => [line, left(line)])))}
        >
          {t(isAll() ? 'returns.goods.nothing' : 'returns.goods.all')}
        </Button>
      </div>
      <ul class="till-returns__lines">
        <For each={lines()}>
          {line => {
            const sold = () => props.sold.sale.lines[line]
            const unit = () => props.sold.names[line]?.unit
            const about = () => {
              if (sold()?.account !== undefined) return t('returns.goods.notReturnable')
              if (left(line) === 0) return t('returns.goods.noneLeft')
              return t('returns.goods.of', {
                left: formatMeasure(left(line), unit()),
                bought: formatMeasure(sold()?.quantity ?? 0, unit()),
              })
            }
            return (
              <GoodsLine
                name={props.sold.names[line]?.name ?? ''}
                unit={unit()}
                unitPrice={sold()?.unitPrice ?? 0}
                currency={props.sold.sale.currency}
                left={left(line)}
                quantity={quantities().get(line) ?? 0}
                restock={restocks(line)}
                about={about()}
                onQuantity={quantity => setQuantity(line, quantity)}
                onRestock={() => toggleSpoiled(line)}
              />
            )
          }}
        </For>
      </ul>
      <ReasonChoice
        title={t('returns.reason.title')}
        known={RETURN_REASONS}
        reason={reason()}
        onReason={setReason}
      />
      <PayBackPanel
        worth={worth()}
        currency={props.sold.sale.currency}
        choices={choices()}
        credit={credit.words()}
        chosen={choice()}
        onChoose={setChosen}
        missing={missing()}
        failure={failure()}
        busy={busy()}
        onPayBack={() => void payBack()}
        onExchange={() => void exchange()}
      />
    </div>
  )
}
