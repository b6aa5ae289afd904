import { useNavigate } from '@solidjs/router'
import AppWindow from 'lucide-solid/icons/app-window'
import DatabaseZap from 'lucide-solid/icons/database-zap'
import RotateCw from 'lucide-solid/icons/rotate-cw'
import { createSignal, type JSX } from 'solid-js'
import { formatNumber } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { useReplica } from '../replica/create-replica.ts'
import type { Incident } from '../replica/protocol.ts'
import { Button } from '../ui/button.tsx'
import { MessageScreen } from './message-screen.tsx'

/** A second tab: one of them sells, and the person says which. */
export function OpenElsewhereScreen(): JSX.Element {
  const replica = useReplica()
  const [busy, setBusy] = createSignal(false)
  const takeOver = () => {
    setBusy(true)
    void replica.takeOver().finally(() => setBusy(false))
  }
  return (
    <MessageScreen
      name="open-elsewhere"
      icon={AppWindow}
      title={t('till.elsewhere.title')}
      actions={
        <Button variant="primary" size="till" busy={busy()} onClick={takeOver}>
          {t('till.elsewhere.takeOver')}
        </Button>
      }
    >
      <p>{t('till.elsewhere.body')}</p>
    </MessageScreen>
  )
}

/** The other side of it: this tab had the till. Its worker stopped, so coming back starts the page anew. */
export function TakenOverScreen(): JSX.Element {
  return (
    <MessageScreen
      name="taken-over"
      icon={AppWindow}
      title={t('till.takenOver.title')}
      actions={
        <Button size="till" onClick={() => window.location.reload()}>
          {t('till.takenOver.takeOver')}
        </Button>
      }
    >
      <p>{t('till.takenOver.body')}</p>
    </MessageScreen>
  )
}

/** The till's records are not what they must be: it stops rather than sell under numbers it gave before. */
export function IncidentScreen(props: { readonly incident: Incident }): JSX.Element {
  const navigate = useNavigate()
  return (
    <MessageScreen
      name="incident"
      icon={DatabaseZap}
      tone="critical"
      title={t('till.incident.title')}
      actions={
        <Button size="till" onClick={() => navigate('/enroll')}>
          {t('till.incident.enroll')}
        </Button>
      }
    >
      <p>
        <strong>
          {t('till.incident.what', {
            expected: formatNumber(props.incident.expectedNumber),
            found: formatNumber(props.incident.foundNumber),
          })}
        </strong>
      </p>
      <p>{t('till.incident.meaning')}</p>
      <h2>{t('till.incident.todo')}</h2>
      <ol class="till-message__steps">
        <li>{t('till.incident.stepKeep')}</li>
        <li>{t('till.incident.stepManager')}</li>
        <li>{t('till.incident.stepEnroll')}</li>
      </ol>
    </MessageScreen>
  )
}

/** The worker could not open its stores. */
export function BrokenScreen(props: { readonly message: string }): JSX.Element {
  return (
    <MessageScreen
      name="broken"
      icon={DatabaseZap}
      tone="critical"
      title={t('till.broken.title')}
      actions={
        <Button variant="primary" size="till" icon={RotateCw} onClick={() => window.location.reload()}>
          {t('ui.action.reload')}
        </Button>
      }
    >
      <p>{t('till.broken.body')}</p>
      <p>
        <code>{props.message}</code>
      </p>
    </MessageScreen>
  )
}
