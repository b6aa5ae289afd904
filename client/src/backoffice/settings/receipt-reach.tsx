import { createResource, type JSX, Match, Switch } from 'solid-js'
import { getStatus } from '../../api/relay-api.ts'
import { t } from '../../i18n/translate.ts'
import { Notice } from '../../ui/notice.tsx'

/** How receipts reach customers beside paper, and what the server lacks for it. */
export function ReceiptReach(): JSX.Element {
  const [answer, { refetch }] = createResource(getStatus)
  const receipts = () => {
    const now = answer()
    return now?.ok ? now.value.receipts : undefined
  }
  return (
    <>
      <h3 class="settings-card__title">{t('office.receipt.reach')}</h3>
      <Switch>
        <Match when={answer()?.ok === false}>
          <Notice kind="offline" title={t('office.receipt.reachUnknown')} onRetry={() => void refetch()} />
        </Match>
        <Match when={receipts()}>
          {said => (
            <>
              <p class="office-muted">
                {t('office.receipt.links', { origin: said().origin ?? location.origin })}{' '}
                {said().origin === null ? t('office.receipt.linksHint') : ''}
              </p>
              <Switch>
                <Match when={said().letters}>
                  <p class="office-muted">{t('office.receipt.letters')}</p>
                </Match>
                <Match when={!said().letters}>
                  <Notice kind="info" title={t('office.receipt.noLetters')}>
                    {t('office.receipt.noLettersHint')}
                  </Notice>
                </Match>
              </Switch>
            </>
          )}
        </Match>
      </Switch>
    </>
  )
}
