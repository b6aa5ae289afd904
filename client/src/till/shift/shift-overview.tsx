import ArrowDownToLine from 'lucide-solid/icons/arrow-down-to-line'
import ArrowUpFromLine from 'lucide-solid/icons/arrow-up-from-line'
import Calculator from 'lucide-solid/icons/calculator'
import FileText from 'lucide-solid/icons/file-text'
import Inbox from 'lucide-solid/icons/inbox'
import LockOpen from 'lucide-solid/icons/lock-open'
import Vault from 'lucide-solid/icons/vault'
import { For, type JSX, Show } from 'solid-js'
import { formatDate } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { ShiftView } from '../../local/shift-view.ts'
import { moveAmount, moveWords } from '../../receipt/report-sections.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useTill } from '../till-context.tsx'

/** What can be chosen from here. */
export type ShiftChoice = 'open' | 'cash-in' | 'cash-out' | 'drop' | 'drawer' | 'x' | 'last' | 'close'

/** Where the drawer stands: the open shift with what was moved in it, or none. */
export function ShiftOverview(props: {
  readonly view: ShiftView | null
  readonly onChoose: (choice: ShiftChoice) => void
}): JSX.Element {
  const drawer = () => (
    <Button size="till" wide icon={LockOpen} onClick={() => props.onChoose('drawer')}>
      {t('shift.state.drawer')}
    </Button>
  )
  const last = () => (
    <Button size="till" wide icon={FileText} onClick={() => props.onChoose('last')}>
      {t('shift.state.lastReport')}
    </Button>
  )
  return (
    <Show
      when={props.view}
      fallback={
        <section class="shift__step">
          <EmptyState
            icon={Inbox}
            title={t('shift.state.none')}
            action={
              <Button size="large" variant="primary" onClick={() => props.onChoose('open')}>
                {t('shift.state.openShift')}
              </Button>
            }
          >
            {t('shift.state.noneHint')}
          </EmptyState>
          <div class="shift__actions">
            {drawer()}
            {last()}
          </div>
        </section>
      }
    >
      {view => (
        <section class="shift__step">
          <OpenHead view={view()} />
          <div class="shift__actions">
            <Button size="till" wide icon={ArrowDownToLine} onClick={() => props.onChoose('cash-in')}>
              {t('shift.state.cashIn')}
            </Button>
            <Button size="till" wide icon={ArrowUpFromLine} onClick={() => props.onChoose('cash-out')}>
              {t('shift.state.cashOut')}
            </Button>
            <Button size="till" wide icon={Vault} onClick={() => props.onChoose('drop')}>
              {t('shift.state.drop')}
            </Button>
            {drawer()}
            <Button size="till" wide icon={FileText} onClick={() => props.onChoose('x')}>
              {t('shift.state.xReport')}
            </Button>
            <Button
              size="till"
              variant="primary"
              wide
              icon={Calculator}
              onClick={() => props.onChoose('close')}
            >
              {t('shift.state.close')}
            </Button>
          </div>
          <Moves view={view()} />
          <div class="shift__actions">{last()}</div>
        </section>
      )}
    </Show>
  )
}

function OpenHead(props: { readonly view: ShiftView }): JSX.Element {
  const till = useTill()
  const time = () => formatDate(props.view.openedAt, 'date-time', till.store().timeZone)
  return (
    <header class="shift__head">
      <div>
        <h3>{t('shift.state.open', { shift: props.view.shift })}</h3>
        <p class="shift__hint">
          {props.view.openedBy === null
            ? t('shift.state.since', { time: time() })
            : t('shift.state.sinceBy', { time: time(), name: props.view.openedBy })}
        </p>
      </div>
    </header>
  )
}

function Moves(props: { readonly view: ShiftView }): JSX.Element {
  const till = useTill()
  return (
    <section class="shift__moves" aria-labelledby="shift-moves">
      <h4 id="shift-moves">{t('shift.state.moves')}</h4>
      <Show
        when={props.view.moves.length > 0}
        fallback={<p class="shift__hint">{t('shift.state.noMoves')}</p>}
      >
        <ul>
          <For each={props.view.moves.toReversed()}>
            {move => (
              <li>
                <span class="tabular">{formatDate(move.at, 'time', till.store().timeZone)}</span>
                <span class="shift__move-what">
                  {moveWords(move)}
                  <Show when={move.by}>
                    <span class="shift__hint">{move.by}</span>
                  </Show>
                </span>
                <span class="tabular shift__move-amount">{moveAmount(move)}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  )
}
