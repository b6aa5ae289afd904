import Maximize from 'lucide-solid/icons/maximize'
import {
  createEffect,
  createSignal,
  For,
  type JSX,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Switch,
} from 'solid-js'
import { formatMeasure } from '../i18n/format.ts'
import { isLanguage, LANGUAGE_NAMES, LANGUAGES, type Language } from '../i18n/languages.ts'
import { language, showLanguage, t } from '../i18n/translate.ts'
import { readTillWorkplace } from '../local/enrolled.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import { Button } from '../ui/button.tsx'
import { Money } from '../ui/money.tsx'
import { QrCode } from '../ui/qr-code.tsx'
import './display.css'
import type { DisplayState } from './display-message.ts'
import { followTill } from './follow-till.ts'
import { keepAwake } from './keep-awake.ts'

/** The customer's language, of this window alone: the cashier keeps theirs. */
const LANGUAGE_KEY = 'evertill.display-language'

/** `/display`: what the customer sees, on a second screen of the till. */
export function DisplayScreen(): JSX.Element {
  const workplace = readTillWorkplace()
  return (
    <Show when={workplace} fallback={<Quiet title={t('display.noTill')} />}>
      {till => <Display workplace={till()} />}
    </Show>
  )
}

function Display(props: { readonly workplace: TillWorkplace }): JSX.Element {
  // A till stays the same till as long as this window is open.
  const state = followTill(props.workplace.till)
  const sale = () => ofKind(state(), 'sale')
  const done = () => ofKind(state(), 'done')
  const receipt = () => ofKind(state(), 'receipt')
  onMount(() => {
    const chosen = localStorage.getItem(LANGUAGE_KEY)
    if (isLanguage(chosen)) void showLanguage(chosen)
    onCleanup(keepAwake())
  })
  return (
    <main class="display" data-screen="display" data-display={state()?.kind ?? 'waiting'}>
      <Switch
        fallback={<Quiet title={state()?.store ?? props.workplace.storeName} text={t('display.welcome')} />}
      >
        <Match when={sale()}>{shown => <SaleView sale={shown()} />}</Match>
        <Match when={receipt()}>{shown => <ReceiptCode shown={shown()} />}</Match>
        <Match when={done()}>{shown => <DoneView done={shown()} />}</Match>
      </Switch>
      <Corner />
    </main>
  )
}

type Of<Kind extends DisplayState['kind']> = Extract<DisplayState, { readonly kind: Kind }>

function ofKind<Kind extends DisplayState['kind']>(state: DisplayState | null, kind: Kind): Of<Kind> | null {
  return state?.kind === kind ? (state as Of<Kind>) : null
}

function SaleView(props: { readonly sale: Of<'sale'> }): JSX.Element {
  let list: HTMLOListElement | undefined
  // The line that was rung up last is in sight.
  createEffect(
    on(
      () => [props.sale.lit, props.sale.lines.length],
      () => {
        const lit = props.sale.lit?.line
        const row = lit === undefined ? null : list?.querySelector(`[data-line="${CSS.escape(lit)}"]`)
        ;(row ?? list?.lastElementChild)?.scrollIntoView({ block: 'nearest' })
      },
    ),
  )
  return (
    <div class="display__sale">
      <ol class="display__lines" ref={list} aria-label={t('display.lines')}>
        <For each={props.sale.lines}>
          {line => (
            <li data-line={line.id} classList={{ 'display__line--lit': props.sale.lit?.line === line.id }}>
              <span class="display__quantity tabular">{formatMeasure(line.quantity, line.unit)}</span>
              <span class="display__name">{line.name}</span>
              <Money minor={line.amount} currency={props.sale.currency} />
            </li>
          )}
        </For>
      </ol>
      <section class="display__sums" aria-live="polite">
        <p class="display__store">{props.sale.store}</p>
        <Show when={props.sale.saved > 0}>
          <p class="display__saved">
            <span>{t('display.saved')}</span>
            <Money minor={props.sale.saved} currency={props.sale.currency} />
          </p>
        </Show>
        <Show
          when={props.sale.payment}
          fallback={
            <Big label={t('display.total')} minor={props.sale.total} currency={props.sale.currency} />
          }
        >
          {payment => (
            <>
              <p class="display__fact">
                <span>{t('display.total')}</span>
                <Money minor={props.sale.total} currency={props.sale.currency} />
              </p>
              <Show when={payment().given > 0}>
                <p class="display__fact">
                  <span>{t('display.given')}</span>
                  <Money minor={payment().given} currency={props.sale.currency} />
                </p>
              </Show>
              <Big label={t('display.due')} minor={payment().due} currency={props.sale.currency} />
            </>
          )}
        </Show>
      </section>
    </div>
  )
}

function Big(props: {
  readonly label: string
  readonly minor: number
  readonly currency: Of<'sale'>['currency']
}): JSX.Element {
  return (
    <p class="display__big">
      <span>{props.label}</span>
      <Money minor={props.minor} currency={props.currency} />
    </p>
  )
}

function DoneView(props: { readonly done: Of<'done'> }): JSX.Element {
  return (
    <div class="display__done" role="status">
      <p class="display__store">{props.done.store}</p>
      <Show
        when={props.done.change > 0}
        fallback={<Big label={t('display.paid')} minor={props.done.total} currency={props.done.currency} />}
      >
        <Big label={t('display.change')} minor={props.done.change} currency={props.done.currency} />
      </Show>
      <p class="display__thanks">{t('display.thanks')}</p>
    </div>
  )
}

function ReceiptCode(props: { readonly shown: Of<'receipt'> }): JSX.Element {
  return (
    <div class="display__done" role="status">
      <p class="display__store">{props.shown.store}</p>
      <div class="display__code">
        <QrCode text={props.shown.link} label={t('display.code')} />
      </div>
      <p class="display__thanks">{t('display.scan')}</p>
    </div>
  )
}

function Quiet(props: { readonly title: string; readonly text?: string }): JSX.Element {
  return (
    <div class="display__quiet">
      <h1>{props.title}</h1>
      <Show when={props.text}>
        <p>{props.text}</p>
      </Show>
    </div>
  )
}

/** For whoever stands in front of it: the language, and the whole screen. */
function Corner(): JSX.Element {
  const [isFull, setIsFull] = createSignal(document.fullscreenElement !== null)
  const follow = () => setIsFull(document.fullscreenElement !== null)
  document.addEventListener('fullscreenchange', follow)
  onCleanup(() => document.removeEventListener('fullscreenchange', follow))
  const choose = (next: Language) => {
    localStorage.setItem(LANGUAGE_KEY, next)
    void showLanguage(next)
  }
  return (
    <nav class="display__corner" aria-label={t('ui.language.label')}>
      <For each={LANGUAGES}>
        {each => (
          <button
            type="button"
            class="display__language"
            lang={each}
            aria-pressed={language() === each}
            onClick={() => choose(each)}
          >
            {LANGUAGE_NAMES[each]}
          </button>
        )}
      </For>
      <Show when={!isFull() && document.fullscreenEnabled}>
        <Button
          size="till"
          variant="quiet"
          icon={Maximize}
          onClick={() => void document.documentElement.requestFullscreen().catch(() => undefined)}
        >
          {t('display.full')}
        </Button>
      </Show>
    </nav>
  )
}
