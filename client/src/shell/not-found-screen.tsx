import { A } from '@solidjs/router'
import type { JSX } from 'solid-js'
import { t } from '../i18n/translate.ts'
import './shell.css'

export function NotFoundScreen(): JSX.Element {
  return (
    <main class="shell-page" data-screen="not-found">
      <div class="shell-card">
        <h1>{t('ui.notFound.title')}</h1>
        <p>{t('ui.notFound.body')}</p>
        <div class="shell-card__actions">
          <A class="ui-button ui-button--primary ui-button--till" href="/">
            {t('ui.notFound.action')}
          </A>
        </div>
      </div>
    </main>
  )
}
