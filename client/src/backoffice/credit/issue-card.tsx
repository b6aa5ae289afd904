import { cardKey, groupedCardNumber, makeId, parseAmount } from '@evertill/crdt-model'
import { createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { actOnCredit } from '../../api/credit-api.ts'
import { t } from '../../i18n/translate.ts'
import { accountOfCard, newCardNumber } from '../../local/card-account.ts'
import { failureWords } from '../../setup/failure-words.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useOffice } from '../office-context.tsx'
import { SheetForm } from '../sheet-form.tsx'
import { createCurrencyChoice } from './currency-choice.ts'
import { CurrencyField } from './currency-field.tsx'

interface Problems {
  readonly number?: string
  readonly amount?: string
  readonly reason?: string
  readonly all?: string
}

/** A gift card that nobody paid for at a till: a present, a promise kept. */
export function IssueCard(props: { readonly onClose: () => void }): JSX.Element {
  const formId = createUniqueId()
  const currency = createCurrencyChoice(useOffice())
  const id = makeId(crypto.getRandomValues(new Uint8Array(10)))
  const [number, setNumber] = createSignal('')
  const [amount, setAmount] = createSignal('')
  const [reason, setReason] = createSignal('')
  const [problems, setProblems] = createSignal<Problems>({})
  const [issued, setIssued] = createSignal<string>()
  const [busy, setBusy] = createSignal(false)

  async function issue(): Promise<void> {
    const key = cardKey(number())
    const chosen = currency.chosen()
    const minor = chosen && parseAmount(amount(), chosen)
    setProblems({
      ...(key === undefined && { number: t('credit.badNumber') }),
      ...(!minor && { amount: t('credit.office.badAmount') }),
      ...(reason().trim() === '' && { reason: t('credit.office.reasonMissing') }),
    })
    if (key === undefined || chosen === undefined || !minor || reason().trim() === '' || busy()) return
    setBusy(true)
    const answer = await actOnCredit({
      id,
      account: await accountOfCard(key),
      currency: chosen,
      kind: 'issue',
      amount: minor,
      reason: reason().trim(),
    })
    setBusy(false)
    if (answer.ok) setIssued(key)
    else setProblems({ all: failureWords(answer) })
  }

  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('credit.office.issueTitle')}
      actions={
        <Show when={issued() === undefined}>
          <Button type="submit" form={formId} variant="primary" size="till" busy={busy()}>
            {t('credit.office.issue')}
          </Button>
        </Show>
      }
    >
      <Show
        when={issued()}
        fallback={
          <SheetForm id={formId} onSend={issue}>
            <Show when={problems().all}>{words => <Notice kind="error" title={words()} />}</Show>
            <TextField
              label={t('credit.number')}
              value={number()}
              onValue={setNumber}
              error={problems().number}
              maxlength={40}
              autocomplete="off"
              spellcheck={false}
              autofocus
            />
            <div>
              <Button onClick={() => setNumber(groupedCardNumber(newCardNumber()))}>
                {t('credit.office.newNumber')}
              </Button>
            </div>
            <CurrencyField choice={currency} />
            <TextField
              label={t('credit.office.amount')}
              value={amount()}
              onValue={setAmount}
              error={problems().amount}
              inputmode="decimal"
              autocomplete="off"
            />
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
        }
      >
        {key => (
          <Notice kind="info" title={t('credit.office.issued', { number: groupedCardNumber(key()) })} />
        )}
      </Show>
    </Sheet>
  )
}
