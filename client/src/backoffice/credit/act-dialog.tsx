import {
  type AccountId,
  type CreditActRequest,
  makeId,
  parseAmount,
  parseCurrency,
  type TillId,
  toId,
} from '@evertill/crdt-model'
import { createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { actOnCredit } from '../../api/credit-api.ts'
import { t } from '../../i18n/translate.ts'
import { failureWords } from '../../setup/failure-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { SheetForm } from '../sheet-form.tsx'
import type { AccountSide, PlannedAct } from './account-panel.tsx'
import { formatOf } from './money-of.ts'

interface Problems {
  readonly amount?: string
  readonly reason?: string
  readonly all?: string
}

/** Asks what an act with an account needs: an amount where one is moved, and a reason always. */
export function ActDialog(props: {
  readonly account: AccountId
  readonly currency: string
  readonly side: AccountSide
  readonly act: PlannedAct
  /** What nobody holds, minor units. */
  readonly free: number
  readonly onClose: () => void
  readonly onDone: () => void
}): JSX.Element {
  const formId = createUniqueId()
  /** Asked again after a lost answer, it is done once. */
  const id = makeId(crypto.getRandomValues(new Uint8Array(10)))
  const [amount, setAmount] = createSignal('')
  const [reason, setReason] = createSignal('')
  const [problems, setProblems] = createSignal<Problems>({})
  const [busy, setBusy] = createSignal(false)
  const moves = () => props.act.kind === 'issue' || props.act.kind === 'take'
  const title = () => {
    const { act } = props
    if (act.kind !== 'release') return t(`credit.${props.side}.act.${act.kind}`)
    const { share, tillName } = act.share
    return t('credit.office.releaseTitle', { amount: formatOf(props.currency, share), till: tillName })
  }

  function request(): CreditActRequest | undefined {
    const common = { id, account: props.account, currency: props.currency, reason: reason().trim() }
    const { act } = props
    const currency = parseCurrency(props.currency)
    const minor = currency && parseAmount(amount(), currency)
    setProblems({
      ...(moves() && !minor && { amount: t('credit.office.badAmount') }),
      ...(common.reason === '' && { reason: t('credit.office.reasonMissing') }),
    })
    if (common.reason === '') return undefined
    switch (act.kind) {
      case 'release':
        return {
          ...common,
          kind: act.kind,
          till: toId<TillId>(act.share.till),
          epoch: act.share.epoch,
        }
      case 'block':
      case 'unblock':
        return { ...common, kind: act.kind }
      case 'issue':
      case 'take':
        return minor ? { ...common, kind: act.kind, amount: minor } : undefined
    }
  }

  async function carryOut(): Promise<void> {
    const wanted = request()
    if (wanted === undefined || busy()) return
    setBusy(true)
    const answer = await actOnCredit(wanted)
    setBusy(false)
    if (!answer.ok) setProblems({ all: failureWords(answer) })
    else if (answer.value.outcome === 'done') props.onDone()
    else {
      const free = formatOf(props.currency, answer.value.account.free)
      setProblems({ amount: t('credit.office.tooMuch', { amount: free }) })
    }
  }

  return (
    <Dialog
      open
      onClose={props.onClose}
      title={title()}
      actions={
        <>
          <Button size="till" onClick={() => props.onClose()}>
            {t('credit.office.cancel')}
          </Button>
          <Button
            type="submit"
            form={formId}
            size="till"
            variant={props.act.kind === 'release' ? 'critical' : 'primary'}
            busy={busy()}
          >
            {t(`credit.${props.side}.act.${props.act.kind}`)}
          </Button>
        </>
      }
    >
      <SheetForm id={formId} onSend={carryOut}>
        <Show when={problems().all}>{words => <Notice kind="error" title={words()} />}</Show>
        <Show when={props.act.kind === 'release'}>
          <p>{t(`credit.${props.side}.releaseText`)}</p>
        </Show>
        <Show when={moves()}>
          <TextField
            label={t('credit.office.amount')}
            value={amount()}
            onValue={setAmount}
            error={problems().amount}
            inputmode="decimal"
            autocomplete="off"
            autofocus
          />
        </Show>
        <TextField
          label={t('credit.office.reason')}
          description={t('credit.office.reasonHint')}
          value={reason()}
          onValue={setReason}
          error={problems().reason}
          maxlength={80}
          autocomplete="off"
        />
      </SheetForm>
    </Dialog>
  )
}
