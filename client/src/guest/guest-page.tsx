import { type LinkedReceiptReply, linkedReceiptReply, parseReceiptToken } from '@evertill/crdt-model'
import Printer from 'lucide-solid/icons/printer'
import { createEffect, createResource, createSignal, type JSX, Match, onCleanup, Switch } from 'solid-js'
import { type ApiFailure, type ApiResult, makeApiClient } from '../api/api-client.ts'
import { t } from '../i18n/translate.ts'
import { ReceiptPaper } from '../receipt/receipt-paper.tsx'
import { LanguageChoices } from '../shell/language-choices.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { guestReceipt } from './guest-receipt.ts'
import './guest.css'

const api = makeApiClient((input, init) => fetch(input, init))

/** `/r#<token>`: the receipt of whoever has the link, to be looked at, printed, or saved as a PDF. SPEC RL3. */
export function GuestPage(): JSX.Element {
  const [token, setToken] = createSignal(tokenInAddress())
  const follow = () => setToken(tokenInAddress())
  window.addEventListener('hashchange', follow)
  onCleanup(() => window.removeEventListener('hashchange', follow))
  const [answer, { refetch }] = createResource(token, asked =>
    api.post('/api/receipt-links', { token: asked }, linkedReceiptReply),
  )
  const shown = () => answered(answer())
  const failure = () => {
    const now = answer()
    return now === undefined || now.ok ? undefined : now
  }
  createEffect(() => {
    const receipt = shown()
    document.title = receipt
      ? t('guest.title', { number: receipt.sale.receipt, store: receipt.store.name })
      : t('guest.name')
  })
  return (
    <main class="guest" data-screen="receipt">
      <Switch fallback={<Skeleton count={8} />}>
        <Match when={token() === undefined}>
          <Notice kind="warning" title={t('guest.noLink')}>
            {t('guest.noLinkHint')}
          </Notice>
        </Match>
        <Match when={!answer.loading && failure()}>
          {failed => <Failure failure={failed()} onRetry={() => void refetch()} />}
        </Match>
        <Match when={shown()}>
          {receipt => (
            <>
              <h1 class="guest__title">{t('guest.name')}</h1>
              <ReceiptPaper receipt={guestReceipt(receipt())} timeZone={receipt().store.timeZone} />
              <div class="guest__actions">
                <Button variant="primary" size="large" icon={Printer} wide onClick={() => window.print()}>
                  {t('guest.print')}
                </Button>
                <p class="guest__hint">{t('guest.namesOfToday')}</p>
              </div>
            </>
          )}
        </Match>
      </Switch>
      <nav class="guest__languages" aria-label={t('ui.language.label')}>
        <LanguageChoices class="guest__language" />
      </nav>
    </main>
  )
}

/** What happened, and what to do: a receipt that is not there yet comes when its till is in reach of the network. */
function Failure(props: { readonly failure: ApiFailure; readonly onRetry: () => void }): JSX.Element {
  const kind = () => {
    switch (props.failure.code) {
      case 'not-found':
        return 'notThere'
      case 'offline':
        return 'offline'
      case 'too-many-attempts':
        return 'tooMany'
      default:
        return 'failed'
    }
  }
  return (
    <Notice
      kind={kind() === 'offline' ? 'offline' : 'info'}
      title={t(`guest.${kind()}`)}
      onRetry={props.onRetry}
    >
      {t(`guest.${kind()}Hint`)}
    </Notice>
  )
}

/** What stands behind `#`, which is sent to nobody but in the question for the receipt. */
function tokenInAddress() {
  return parseReceiptToken(location.hash.slice(1))
}

function answered(answer: ApiResult<LinkedReceiptReply> | undefined): LinkedReceiptReply | undefined {
  return answer?.ok ? answer.value : undefined
}
