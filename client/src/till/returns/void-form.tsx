import { makeId, type ProductId, parseReceiptNumber } from '@evertill/crdt-model'
import { createSignal, type JSX, Show } from 'solid-js'
import { formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { Receipt } from '../../local/receipt.ts'
import { useReplica } from '../../replica/create-replica.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ShiftNotice } from '../shift-notice.tsx'
import { useTill } from '../till-context.tsx'
import { NO_REASON, ReasonChoice, reasonWords, VOID_REASONS } from './reason-choice.tsx'
import { sendReturn } from './send-return.ts'

/** Undoes the last sale, for a reason. */
export function VoidForm(props: {
  readonly receipt: Receipt
  readonly onDone: (receipt: Receipt | null) => void
}): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const key = makeId<ProductId>(crypto.getRandomValues(new Uint8Array(10)))
  const [reason, setReason] = createSignal(NO_REASON)
  const [failure, setFailure] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  const missing = () => reasonWords(reason()) === '' && t('returns.reason.missing')

  async function undo(): Promise<void> {
    const place = parseReceiptNumber(props.receipt.number)
    if (place === undefined) return
    setBusy(true)
    setFailure(null)
    const command = { type: 'voidSale', key, number: place.number, reason: reasonWords(reason()) } as const
    const outcome = await sendReturn(till.approval, { key, rights: ['void-sale'] }, () =>
      replica.send<'voidSale'>(command),
    )
    setBusy(false)
    if (outcome.kind === 'done') props.onDone(outcome.receipt)
    else if (outcome.kind === 'failed') setFailure(outcome.words)
  }

  return (
    <div class="till-returns__form">
      <p class="till-returns__hint">{t('returns.void.explain')}</p>
      <ReasonChoice
        title={t('returns.reason.voidTitle')}
        known={VOID_REASONS}
        reason={reason()}
        onReason={setReason}
      />
      <ShiftNotice tenders={props.receipt.tenders} />
      <Show when={failure()}>
        {words => (
          <Notice kind="error" title={t('returns.refusal.voidTitle')}>
            {words()}
          </Notice>
        )}
      </Show>
      <Button
        variant="critical"
        size="large"
        wide
        busy={busy()}
        unavailable={missing()}
        onClick={() => void undo()}
      >
        {missing() ||
          t('returns.void.confirm', { amount: formatMoney(props.receipt.total, props.receipt.currency) })}
      </Button>
    </div>
  )
}
