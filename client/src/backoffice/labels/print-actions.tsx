import FileDown from 'lucide-solid/icons/file-down'
import Printer from 'lucide-solid/icons/printer'
import { createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import {
  DOTS_PER_MM,
  type LabelChoice,
  rememberedPrinter,
  rememberPrinter,
  SHEET_DOTS_PER_MM,
  sheetOf,
} from '../../labels/label-choice.ts'
import { intoPages, PAPERS, placeOnSheet } from '../../labels/label-sheet.ts'
import type { LabelsSent } from '../../labels/send-labels.ts'
import { withDots } from '../../labels/text-dots.ts'
import { writeZpl } from '../../labels/write-zpl.ts'
import { loadPart } from '../../local/load-part.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { LabelOfProduct } from './create-faces.ts'
import { countLabels, MOST_LABELS } from './label-list.ts'
import { PrinterDialog } from './printer-dialog.tsx'

type Sending = 'sending' | 'waiting' | LabelsSent | null

/** What is done with the labels: a PDF for sheets; for a roll straight to the printer, or a file for it. */
export function PrintActions(props: {
  readonly labels: readonly LabelOfProduct[]
  readonly choice: LabelChoice
  readonly start: number
}): JSX.Element {
  const [printer, setPrinter] = createSignal(rememberedPrinter())
  const [choosing, setChoosing] = createSignal(false)
  const [sending, setSending] = createSignal<Sending>(null)
  const isUnderWay = () => sending() === 'sending' || sending() === 'waiting'
  const isTooMany = () => countLabels(props.labels.map(({ item }) => item)) > MOST_LABELS
  const tooMany = () => isTooMany() && t('labels.tooMany', { most: MOST_LABELS })
  const zpl = () => {
    const dotsPerMm = DOTS_PER_MM[props.choice.dpi]
    return props.labels.map(({ face, item }) => writeZpl(withDots(face, dotsPerMm), dotsPerMm, item.copies))
  }
  const send = async () => {
    const to = printer()
    if (to === null) return void setChoosing(true)
    setSending('sending')
    const { sendLabels } = await loadPart(() => import('../../labels/send-labels.ts'))
    setSending(await sendLabels(to, zpl(), () => setSending('waiting')))
  }
  return (
    <div class="labels-actions">
      <Show
        when={props.choice.medium === 'roll'}
        fallback={
          <Button
            variant="primary"
            size="till"
            icon={FileDown}
            unavailable={tooMany()}
            onClick={() => void downloadPdf(props.labels, props.choice, props.start)}
          >
            {t('labels.downloadPdf')}
          </Button>
        }
      >
        <Button
          variant="primary"
          size="till"
          icon={Printer}
          busy={isUnderWay()}
          unavailable={tooMany()}
          onClick={() => void send()}
        >
          {printer() === null ? t('labels.setUp') : t('labels.send')}
        </Button>
        <Button
          size="till"
          icon={FileDown}
          unavailable={tooMany()}
          onClick={() => save(new Blob(zpl(), { type: 'application/octet-stream' }), 'zpl')}
        >
          {t('labels.downloadZpl')}
        </Button>
        <Show when={printer()} fallback={<p class="office-muted">{t('labels.noPrinter')}</p>}>
          {known => (
            <p class="office-muted">
              {t('labels.printer')}: {known().name}{' '}
              <Button variant="quiet" onClick={() => setChoosing(true)}>
                {t('labels.changePrinter')}
              </Button>
            </p>
          )}
        </Show>
        <Outcome sending={sending()} />
      </Show>
      <Show when={isTooMany()}>
        <Notice kind="warning" title={t('labels.tooMany', { most: MOST_LABELS })} />
      </Show>
      <Show when={choosing()}>
        <PrinterDialog
          known={printer()}
          onClose={() => setChoosing(false)}
          onPrinter={chosen => {
            rememberPrinter(chosen)
            setPrinter(chosen)
            setChoosing(false)
          }}
        />
      </Show>
    </div>
  )
}

function Outcome(props: { readonly sending: Sending }): JSX.Element {
  const over = () => (typeof props.sending === 'string' ? null : props.sending)
  const broken = () => {
    const now = over()
    return now === null || now.kind === 'sent' ? undefined : now
  }
  return (
    <div aria-live="polite">
      <Switch>
        <Match when={props.sending === 'sending'}>
          <p class="office-muted">{t('labels.sending')}</p>
        </Match>
        <Match when={props.sending === 'waiting'}>
          <Notice kind="warning" title={t('labels.waiting')} />
        </Match>
        <Match when={over()?.kind === 'sent'}>
          <Notice kind="info" title={t('labels.sent')} />
        </Match>
        <Match when={broken()}>
          {now => <Notice kind="error" title={t(`labels.${now().kind}`, { sent: now().sent })} />}
        </Match>
      </Switch>
    </div>
  )
}

async function downloadPdf(
  labels: readonly LabelOfProduct[],
  choice: LabelChoice,
  start: number,
): Promise<void> {
  const { writePdf } = await loadPart(() => import('../../labels/write-pdf.ts'))
  const sheet = sheetOf(choice)
  const faces = labels.flatMap(({ face, item }) => {
    const printed = withDots(face, SHEET_DOTS_PER_MM)
    return Array.from({ length: item.copies }, () => printed)
  })
  const pages = intoPages(faces, sheet, start).map(page => ({
    size: PAPERS[sheet.paper],
    faces: page.map(({ item, place }) => ({ ...placeOnSheet(sheet, place), face: item })),
  }))
  save(new Blob([new Uint8Array(await writePdf(pages))], { type: 'application/pdf' }), 'pdf')
}

function save(file: Blob, ending: 'pdf' | 'zpl'): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = `${t('labels.fileName')}.${ending}`
  link.click()
  URL.revokeObjectURL(url)
}
