import { useNavigate } from '@solidjs/router'
import Store from 'lucide-solid/icons/store'
import { type JSX, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { readTillWorkplace } from '../local/enrolled.ts'
import { LocalDatabaseProvider } from '../local/use-database.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import { createReplica, ReplicaProvider } from '../replica/create-replica.ts'
import { Button } from '../ui/button.tsx'
import { MessageScreen } from './message-screen.tsx'
import { TillGate } from './till-gate.tsx'
import './till.css'

/** `/till`: this browser as the till it was enrolled as. */
export function TillScreen(): JSX.Element {
  const workplace = readTillWorkplace()
  return (
    <Show when={workplace} fallback={<NotATill />}>
      {till => <EnrolledTill workplace={till()} />}
    </Show>
  )
}

function EnrolledTill(props: { readonly workplace: TillWorkplace }): JSX.Element {
  return (
    <LocalDatabaseProvider workplace={props.workplace}>
      <ReplicaProvider replica={createReplica(props.workplace)}>
        <TillGate workplace={props.workplace} />
      </ReplicaProvider>
    </LocalDatabaseProvider>
  )
}

function NotATill(): JSX.Element {
  const navigate = useNavigate()
  return (
    <MessageScreen
      name="not-a-till"
      icon={Store}
      title={t('till.notTill.title')}
      actions={
        <Button variant="primary" size="till" onClick={() => navigate('/enroll')}>
          {t('till.notTill.enroll')}
        </Button>
      }
    >
      <p>{t('till.notTill.body')}</p>
    </MessageScreen>
  )
}
