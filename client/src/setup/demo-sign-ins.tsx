import type { StatusReply } from '@evertill/crdt-model'
import { For, type JSX, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import './setup.css'

export interface DemoSignInsProps {
  readonly demo: NonNullable<StatusReply['demo']>
  /** Fills a sign-in form; without it the sign-ins are only shown. */
  readonly onUse?: (email: string, password: string) => void
}

/** Who may sign in to the demo shop, and with what. A real shop's relay never tells such a thing. */
export function DemoSignIns(props: DemoSignInsProps): JSX.Element {
  const row = (label: () => string, email: string, password: string) => (
    <div class="setup-demo__row">
      <div>
        <strong>{label()}</strong>
        <div class="setup-demo__secret">{email}</div>
        <div class="setup-demo__secret">{password}</div>
      </div>
      <Show when={props.onUse}>
        {use => <Button onClick={() => use()(email, password)}>{t('setup.demo.use')}</Button>}
      </Show>
    </div>
  )
  return (
    <section class="setup-demo" aria-label={t('setup.demo.title')}>
      <h3>{t('setup.demo.title')}</h3>
      {row(() => t('setup.demo.owner'), props.demo.email, props.demo.password)}
      {row(() => t('setup.demo.manager'), props.demo.managerEmail, props.demo.managerPassword)}
      <div class="setup-demo__people">
        <span class="setup-muted">{t('setup.demo.cashiers')}</span>
        <ul class="setup-demo__people-list">
          <For each={props.demo.cashiers}>
            {cashier => (
              <li>
                <strong>{cashier.name}</strong>
                <span class="setup-muted">
                  {t(`setup.demo.roles.${cashier.role}`)} · {cashier.store}
                </span>
                <Badge>
                  <span class="tabular">{t('setup.demo.pin', { pin: cashier.pin })}</span>
                </Badge>
              </li>
            )}
          </For>
        </ul>
      </div>
    </section>
  )
}
