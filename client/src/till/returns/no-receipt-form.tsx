import {
  changeQuantity,
  goodsWithoutReceipt,
  type KnownOfItem,
  type MissingOfItem,
  makeId,
  missingOfItem,
  ONE_PIECE,
  openSale,
  type PayBack,
  type ProductId,
  parseAmount,
  parseQuantity,
  payBack,
  removeLine,
  ringItem,
  roundingFor,
  type TillRight,
} from '@evertill/crdt-model'
import { createMemo, createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { ProductRow } from '../../local/database.ts'
import { findByScan } from '../../local/find-product.ts'
import { momentAt } from '../../local/pricing-context.ts'
import type { Receipt } from '../../local/receipt.ts'
import type { ReturnPlan } from '../../local/return-plan.ts'
import { sellable } from '../../local/sellable.ts'
import { useLocalDatabase } from '../../local/use-database.ts'
import { useReplica } from '../../replica/create-replica.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { priceWords } from '../price-words.ts'
import { refusalWords } from '../refusal-words.ts'
import { playSound } from '../sounds.ts'
import { useTill } from '../till-context.tsx'
import { GoodsLine } from './goods-line.tsx'
import { PayBackPanel } from './pay-back-panel.tsx'
import { NO_REASON, RETURN_REASONS, ReasonChoice, reasonWords } from './reason-choice.tsx'
import { sendReturn } from './send-return.ts'

const RIGHT: TillRight = 'return-without-receipt'
const NOT_KNOWN = { tenders: [], change: 0 } as const
const MOST_FOUND = 6

interface Question {
  readonly product: ProductRow
  readonly known: KnownOfItem
  readonly missing: MissingOfItem
}

/** Goods without a receipt: rung up like a sale at what they cost today, and paid back in cash or exchanged. */
export function NoReceiptForm(props: {
  readonly onDone: (receipt: Receipt | null) => void
  readonly onExchange: () => void
}): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const database = useLocalDatabase()
  const newId = () => makeId<ProductId>(crypto.getRandomValues(new Uint8Array(10)))
  const key = newId()
  const [rung, setRung] = createSignal(openSale(newId(), till.currency()))
  const [spoiled, setSpoiled] = createSignal<ReadonlySet<string>>(new Set())
  const [question, setQuestion] = createSignal<Question | null>(null)
  const [reason, setReason] = createSignal(NO_REASON)
  const [failure, setFailure] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)

  const restocks = (line: string) => spoiled().has(line) !== (reason().kind !== 'damaged')
  const restocked = () => rung().lines.flatMap(({ id }) => (restocks(id) ? [id] : []))
  const goods = createMemo(() =>
    goodsWithoutReceipt(rung(), new Set(restocked()), {
      ...till.pricing(),
      moment: momentAt(Date.now(), till.store().timeZone),
    }),
  )
  const amountOf = (id: string) => goods().lines[rung().lines.findIndex(line => line.id === id)]?.amount ?? 0
  const paid = createMemo<PayBack>(() => payBack(goods().total, NOT_KNOWN, [], roundingFor(till.pricing())))
  const missing = () => {
    if (rung().lines.length === 0) return t('returns.goods.choose')
    return reasonWords(reason()) === '' ? t('returns.reason.missing') : false
  }
  const plan = (): ReturnPlan => ({
    kind: 'without-receipt',
    rung: rung(),
    restocked: restocked(),
    reason: reasonWords(reason()),
  })

  function add(product: ProductRow, known: KnownOfItem = {}): void {
    const item = { ...sellable(product), price: till.sales.priceOf(product) }
    const asked = missingOfItem(item, known)
    if (asked !== null) {
      setQuestion({ product, known, missing: asked })
      return
    }
    setQuestion(null)
    const result = ringItem(rung(), item, known)
    if (!result.ok) {
      showToast({ text: refusalWords(result.refusal, minor => formatMoney(minor, till.currency())) })
      return
    }
    setRung(result.sale)
    playSound('added')
  }

  async function scan(code: string): Promise<void> {
    const [product] = await findByScan(database, code)
    if (product) {
      add(product)
      return
    }
    playSound('unknown')
    showToast({ text: t('returns.noReceipt.unknown', { code }) })
  }
  onMount(() => onCleanup(till.returns.listen(code => void scan(code))))

  function setQuantity(line: string, quantity: number): void {
    const result = quantity > 0 ? changeQuantity(rung(), line, quantity) : removeLine(rung(), line)
    if (result.ok) setRung(result.sale)
  }
  const toggleSpoiled = (line: string) =>
    setSpoiled(before => {
      const next = new Set(before)
      if (!next.delete(line)) next.add(line)
      return next
    })

  async function give(): Promise<void> {
    setBusy(true)
    setFailure(null)
    const command = { type: 'refund', key, plan: plan(), paid: paid() } as const
    const outcome = await sendReturn(till.approval, { key, rights: [RIGHT] }, () =>
      replica.send<'refund'>(command),
    )
    setBusy(false)
    if (outcome.kind === 'done') props.onDone(outcome.receipt)
    else if (outcome.kind === 'failed') setFailure(outcome.words)
  }

  async function exchange(): Promise<void> {
    if (!(await till.approval.ask(RIGHT, key))) return
    if (till.sales.takeGoods({ key, plan: plan(), worth: goods().total })) props.onExchange()
    else showToast({ text: t('returns.exchange.paying') })
  }

  return (
    <div class="till-returns__form">
      <p class="till-returns__hint">{t('returns.noReceipt.hint')}</p>
      <ProductFinder onChoose={product => add(product)} />
      <Show when={question()} keyed>
        {asked => (
          <ItemAnswer question={asked} onAnswer={known => add(asked.product, { ...asked.known, ...known })} />
        )}
      </Show>
      <Show
        when={rung().lines.length > 0}
        fallback={<p class="till-returns__about">{t('returns.noReceipt.empty')}</p>}
      >
        <ul class="till-returns__lines">
          <For each={rung().lines.map(line => line.id)}>
            {id => (
              <Show when={rung().lines.find(line => line.id === id)}>
                {line => (
                  <GoodsLine
                    name={line().name}
                    unit={line().unit}
                    unitPrice={line().unitPrice}
                    currency={rung().currency}
                    left={line().unit === undefined ? line().quantity + ONE_PIECE : line().quantity}
                    quantity={line().quantity}
                    restock={restocks(id)}
                    about={t('returns.goods.worthLine', {
                      amount: formatMoney(amountOf(id), rung().currency),
                    })}
                    onQuantity={quantity => setQuantity(id, quantity)}
                    onRestock={() => toggleSpoiled(id)}
                  />
                )}
              </Show>
            )}
          </For>
        </ul>
      </Show>
      <ReasonChoice
        title={t('returns.reason.title')}
        known={RETURN_REASONS}
        reason={reason()}
        onReason={setReason}
      />
      <PayBackPanel
        worth={goods().total}
        currency={rung().currency}
        choices={[paid()]}
        chosen={0}
        onChoose={() => {}}
        missing={missing()}
        failure={failure()}
        busy={busy()}
        onPayBack={() => void give()}
        onExchange={() => void exchange()}
      />
    </div>
  )
}

/** Finds a product by its name, as the search of the selling screen does. */
function ProductFinder(props: { readonly onChoose: (product: ProductRow) => void }): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const database = useLocalDatabase()
  const [text, setText] = createSignal('')
  const [found, setFound] = createSignal<readonly ProductRow[]>([])
  let asked = 0
  async function search(next: string): Promise<void> {
    setText(next)
    const turn = ++asked
    if (next.trim() === '') {
      setFound([])
      return
    }
    const command = { type: 'search', text: next, limit: MOST_FOUND, includeArchived: true } as const
    const { ids } = await replica.send<'search'>(command)
    const rows = await database.products.bulkGet(ids)
    if (turn === asked) setFound(rows.filter(row => row !== undefined))
  }
  return (
    <div>
      <TextField
        label={t('returns.noReceipt.search')}
        value={text()}
        onValue={next => void search(next)}
        autocomplete="off"
      />
      <Show when={found().length > 0}>
        <ul class="till-returns__found">
          <For each={found()}>
            {product => (
              <li>
                <Button
                  size="till"
                  variant="quiet"
                  wide
                  onClick={() => {
                    void search('')
                    props.onChoose(product)
                  }}
                >
                  {product.name} · {priceWords(till, product)}
                </Button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  )
}

/** What has to be said of a product before it is known what it is worth: its weight, its price, its number. */
function ItemAnswer(props: {
  readonly question: Question
  readonly onAnswer: (known: KnownOfItem) => void
}): JSX.Element {
  const till = useTill()
  const [text, setText] = createSignal('')
  const [wrong, setWrong] = createSignal(false)
  const answer = () => {
    const known = knownOf(props.question.missing, text())
    setWrong(known === undefined)
    if (known) props.onAnswer(known)
  }
  function knownOf(missing: MissingOfItem, said: string): KnownOfItem | undefined {
    if (missing === 'serial') return said.trim() === '' ? undefined : { serial: said.trim() }
    if (missing === 'quantity') {
      const quantity = parseQuantity(said)
      return quantity === undefined ? undefined : { quantity }
    }
    const unitPrice = parseAmount(said, till.currency())
    return unitPrice === undefined ? undefined : { unitPrice }
  }
  return (
    <form
      class="till-returns__answer"
      onSubmit={event => {
        event.preventDefault()
        answer()
      }}
    >
      <TextField
        label={t(`returns.noReceipt.${props.question.missing}`, { name: props.question.product.name })}
        value={text()}
        onValue={setText}
        error={wrong() && t('returns.noReceipt.wrong')}
        inputmode={props.question.missing === 'serial' ? 'text' : 'decimal'}
        autocomplete="off"
        ref={(input: HTMLInputElement) => queueMicrotask(() => input.focus())}
      />
      <Button type="submit" size="till" variant="primary">
        {t('returns.noReceipt.add')}
      </Button>
    </form>
  )
}
