import type { ResetCode } from '@evertill/crdt-model'
import Copy from 'lucide-solid/icons/copy'
import type { JSX } from 'solid-js'
import { formatDate } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/modal.tsx'
import { copyText } from '../copy-text.ts'

/** A code with which a person sets a password, and for whom it is. */
export interface OneTimeLink {
  readonly name: string
  readonly reset: ResetCode
}

/**
 * A one-time link, shown once. The code stands behind the `#`: browsers send that part to nobody, so it is in no
 * server's log.
 */
export function LinkDialog(props: { readonly link: OneTimeLink; readonly onClose: () => void }): JSX.Element {
  const page = () => `${window.location.origin}/reset`
  const url = () => `${page()}#${props.link.reset.code}`
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t('account.people.linkTitle', { name: props.link.name })}
      actions={
        <>
          <Button size="till" onClick={() => props.onClose()}>
            {t('ui.action.done')}
          </Button>
          <Button variant="primary" size="till" icon={Copy} onClick={() => void copyText(url())}>
            {t('account.people.copyLink')}
          </Button>
        </>
      }
    >
      <div class="office-stack">
        <p>{t('account.people.linkIntro', { name: props.link.name })}</p>
        <output class="people-link" data-one-time-link={url()}>
          {url()}
        </output>
        <div class="people-code">
          <span class="office-muted">{t('account.people.linkCode', { address: page() })}</span>
          <strong class="people-code__text">{props.link.reset.code}</strong>
        </div>
        <p class="office-muted">
          {t('account.people.linkExpires', { when: formatDate(props.link.reset.expiresAt, 'date-time') })}
        </p>
      </div>
    </Dialog>
  )
}
