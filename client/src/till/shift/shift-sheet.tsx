import CircleCheck from 'lucide-solid/icons/circle-check'
import { createEffect, createSignal, type JSX, Match, on, Show, Switch } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { ShiftReport, ShiftView } from '../../local/shift-view.ts'
import { useReplica } from '../../replica/create-replica.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Sheet } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { ShiftSheetStart } from '../create-till-shift.ts'
import { useTill } from '../till-context.tsx'
import { CloseShift } from './close-shift.tsx'
import { MoveCash } from './move-cash.tsx'
import { OpenDrawer } from './open-drawer.tsx'
import { OpenShift } from './open-shift.tsx'
import { type ShiftChoice, ShiftOverview } from './shift-overview.tsx'
import { ShiftReportView } from './shift-report-view.tsx'
import './shift-sheet.css'

type Step =
  | { readonly kind: 'state' | 'open' | 'cash-in' | 'cash-out' | 'drop' | 'drawer' }
  | { readonly kind: 'close'; readonly view: ShiftView }
  | { readonly kind: 'report'; readonly report: ShiftReport }
  /** Closed by somebody who may not see the figures. */
  | { readonly kind: 'closed'; readonly shift: number }

/** The drawer's day: opened with a float, moved, counted, and told in two reports. */
export function ShiftSheet(props: {
  readonly start: ShiftSheetStart
  readonly onClose: () => void
}): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const [step, setStep] = createSignal<Step>({ kind: props.start })
  /** Undefined until it was read. */
  const [view, setView] = createSignal<ShiftView | null>()
  const is = <Kind extends Step['kind']>(kind: Kind) => {
    const now = step()
    return now.kind === kind ? (now as Extract<Step, { kind: Kind }>) : undefined
  }
  const training = () => replica.status().training

  const read = async (which: 'open' | 'last', figures: boolean): Promise<ShiftView | null> => {
    const result = await replica.send<'readShift'>({ type: 'readShift', which, figures })
    return result.kind === 'shift' ? result.view : null
  }
  const refresh = () => {
    setStep({ kind: 'state' })
    read('open', false)
      .then(setView)
      .catch(() => showToast({ text: t('till.failure.command') }))
  }
  // Opened or closed, here or by whoever had the till before.
  createEffect(on(till.shift.isOpen, () => step().kind === 'state' && refresh()))

  const reportOf = (of: ShiftView | null): ShiftReport | null => {
    if (of === null || of.totals === null) return null
    const { name, address } = till.store()
    const store = { name, address: [...address] }
    return { store, till: till.workplace.tillName, at: Date.now(), view: of, totals: of.totals }
  }
  const showReport = async (which: 'open' | 'last') => {
    if (!(await till.approval.ask('see-expected'))) return
    const report = reportOf(await read(which, true))
    if (report !== null) setStep({ kind: 'report', report })
    else showToast({ text: t('shift.state.noReport') })
  }
  const beginClose = async () => {
    const isBlind = till.store().blindCount !== false || !till.approval.may('see-expected')
    const open = await read('open', !isBlind)
    if (open !== null) setStep({ kind: 'close', view: isBlind ? { ...open, totals: null } : open })
  }
  const closed = async () => {
    if (till.approval.may('see-expected')) return showReport('last')
    const last = await read('last', false)
    setStep({ kind: 'closed', shift: last?.shift ?? 0 })
  }
  const carryOut = (work: Promise<void>) => {
    work.catch(() => showToast({ text: t('till.failure.command') }))
  }
  const choose = (choice: ShiftChoice) => {
    switch (choice) {
      case 'x':
        return carryOut(showReport('open'))
      case 'last':
        return carryOut(showReport('last'))
      case 'close':
        return carryOut(beginClose())
      default:
        setStep({ kind: choice })
    }
  }
  const moving = () => {
    const { kind } = step()
    return kind === 'cash-in' || kind === 'cash-out' || kind === 'drop' ? kind : undefined
  }
  return (
    <Sheet open onClose={props.onClose} title={t('shift.title')}>
      <div class="shift" data-step={step().kind}>
        <Show
          when={!training()}
          fallback={
            <Notice kind="warning" title={t('shift.state.training')}>
              {t('shift.state.trainingHint')}
            </Notice>
          }
        >
          <Switch>
            <Match when={step().kind === 'state'}>
              <Show when={view() !== undefined} fallback={<Skeleton shape="tile" count={3} />}>
                <ShiftOverview view={view() ?? null} onChoose={choose} />
              </Show>
            </Match>
            <Match when={step().kind === 'open'}>
              <OpenShift onDone={props.onClose} onBack={refresh} />
            </Match>
            <Match when={moving()} keyed>
              {kind => (
                <MoveCash
                  kind={kind}
                  currencies={view()?.currencies ?? []}
                  onDone={refresh}
                  onBack={refresh}
                />
              )}
            </Match>
            <Match when={step().kind === 'drawer'}>
              <OpenDrawer onDone={refresh} onBack={refresh} />
            </Match>
            <Match when={is('close')}>
              {now => (
                <CloseShift
                  currencies={now().view.currencies}
                  expected={expectedOf(now().view)}
                  onDone={() => carryOut(closed())}
                  onBack={refresh}
                />
              )}
            </Match>
            <Match when={is('report')}>
              {now => <ShiftReportView report={now().report} onDone={refresh} />}
            </Match>
            <Match when={is('closed')}>
              {now => (
                <EmptyState
                  icon={CircleCheck}
                  title={t('shift.close.done', { shift: now().shift })}
                  action={
                    <div class="shift__foot shift__foot--middle">
                      <Button size="large" onClick={() => carryOut(showReport('last'))}>
                        {t('shift.close.show')}
                      </Button>
                      <Button size="large" variant="primary" onClick={refresh}>
                        {t('shift.report.done')}
                      </Button>
                    </div>
                  }
                >
                  {t('shift.close.doneHint')}
                </EmptyState>
              )}
            </Match>
          </Switch>
        </Show>
      </div>
    </Sheet>
  )
}

/** What should be there, where the count is not blind. */
function expectedOf({ totals }: ShiftView) {
  if (totals === null) return undefined
  return (currency: string) => totals.drawer.find(each => each.currency === currency)?.expected ?? 0
}
