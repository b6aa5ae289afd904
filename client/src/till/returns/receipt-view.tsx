import { parseReceiptNumber } from '@evertill/crdt-model'
import PackageOpen from 'lucide-solid/icons/package-open'
import Undo2 from 'lucide-solid/icons/undo-2'
import { createResource, createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { Receipt } from '../../local/receipt.ts'
import type { SoldReceipt } from '../../local/return-plan.ts'
import { useLocalDatabase } from '../../local/use-database.ts'
import { ReceiptPaper } from '../../receipt/receipt-paper.tsx'
import { useReplica } from '../../replica/create-replica.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { showToast } from '../../ui/toast.tsx'
import { HandoutButtons } from '../handout/handout-buttons.tsx'
import { PrintButtons } from '../print-buttons.tsx'
import { useTill } from '../till-context.tsx'
import { findOwnReceipt, type OwnReceipt } from './find-receipts.ts'
import { printCopy } from './print-copy.ts'

/** One receipt and what can be done with it. One of another till is looked up at the relay at once. */
export function ReceiptView(props: {
  readonly number: string
  readonly onGoods: (sold: SoldReceipt) => void
  readonly onVoid: (receipt: Receipt) => void
  readonly onNoReceipt: () => void
}): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const database = useLocalDatabase()
  const [failure, setFailure] = createSignal<'not-found' | 'not-a-sale' | 'offline' | 'command' | null>(null)
  const [looking, setLooking] = createSignal(false)
  const [own] = createResource(
    () => props.number,
    async number => {
      const place = parseReceiptNumber(number)
      const isOwn = place?.tillCode === till.workplace.tillCode.toUpperCase()
      const found = place && isOwn ? await findOwnReceipt(database, place) : undefined
      if (found === undefined) void look()
      return found ?? null
    },
  )

  async function look(): Promise<void> {
    setLooking(true)
    setFailure(null)
    try {
      const result = await replica.send<'findSold'>({ type: 'findSold', receipt: props.number })
      if (result.kind === 'found') props.onGoods(result.sold)
      else setFailure(result.kind)
    } catch {
      setFailure('command')
    } finally {
      setLooking(false)
    }
  }

  return (
    <div class="till-returns__form">
      <Show when={failure()}>
        {why => (
          <Switch>
            <Match when={why() === 'not-found'}>
              <Notice kind="warning" title={t('returns.receipt.notFound', { number: props.number })}>
                {t('returns.receipt.notFoundHint')}
              </Notice>
            </Match>
            <Match when={why() === 'offline'}>
              <Notice
                kind="offline"
                title={t('returns.receipt.offline', { number: props.number })}
                onRetry={() => void look()}
              >
                {t('returns.receipt.offlineHint')}
              </Notice>
            </Match>
            <Match when={why() === 'not-a-sale'}>
              <Notice kind="info" title={t('returns.receipt.notASale')} />
            </Match>
            <Match when={why() === 'command'}>
              <Notice kind="error" title={t('till.failure.command')} onRetry={() => void look()} />
            </Match>
          </Switch>
        )}
      </Show>
      <Show when={own()} fallback={<Elsewhere looking={looking()} onNoReceipt={props.onNoReceipt} />}>
        {found => (
          <>
            <Actions
              own={found()}
              looking={looking()}
              onGoods={() => void look()}
              onVoid={() => props.onVoid(found().receipt)}
            />
            <div class="till-returns__paper">
              <ReceiptPaper receipt={found().receipt} timeZone={till.store().timeZone} />
            </div>
          </>
        )}
      </Show>
    </div>
  )
}

function Actions(props: {
  readonly own: OwnReceipt
  readonly looking: boolean
  readonly onGoods: () => void
  readonly onVoid: () => void
}): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const kind = () => props.own.receipt.purpose?.kind
  const copy = (receipt: Receipt) =>
    printCopy({ approval: till.approval, replica }, props.own, receipt).then(
      isPrinting => isPrinting && showToast({ text: t('returns.done.copyPrinting') }),
      () => showToast({ text: t('till.failure.command') }),
    )
  return (
    <div class="till-returns__actions">
      <Show when={kind() === undefined || kind() === 'exchange'}>
        <Button
          variant="primary"
          size="large"
          wide
          icon={PackageOpen}
          busy={props.looking}
          onClick={() => props.onGoods()}
        >
          {t('returns.receipt.goods')}
        </Button>
      </Show>
      <Show when={kind() === undefined}>
        <Button size="till" wide icon={Undo2} onClick={() => props.onVoid()}>
          {t('returns.receipt.void')}
        </Button>
      </Show>
      <Show when={till.printing.receipts()}>
        <PrintButtons receipt={props.own.receipt} size="till" onPrint={receipt => void copy(receipt)}>
          {t('returns.receipt.copy')}
        </PrintButtons>
      </Show>
      <HandoutButtons epoch={props.own.epoch} number={props.own.number} receipt={props.own.receipt.number} />
    </div>
  )
}

function Elsewhere(props: { readonly looking: boolean; readonly onNoReceipt: () => void }): JSX.Element {
  return (
    <Show
      when={props.looking}
      fallback={
        <Button size="till" wide icon={PackageOpen} onClick={() => props.onNoReceipt()}>
          {t('returns.list.noReceipt')}
        </Button>
      }
    >
      <p role="status" class="till-returns__hint">
        {t('returns.receipt.looking')}
      </p>
      <Skeleton count={4} />
    </Show>
  )
}
