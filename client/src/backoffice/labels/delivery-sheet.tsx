import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { copiesFor, type DeliveryLine, readDelivery } from '../../labels/read-delivery.ts'
import { findByScan } from '../../local/find-product.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { FileDrop } from '../file-drop.tsx'
import { type Office, useOffice } from '../office-context.tsx'
import { addLabels, type LabelItem } from './label-list.ts'

/** So many codes or lines that lead nowhere are named. */
const MOST_NAMED = 10

interface Found {
  readonly items: readonly LabelItem[]
  /** Codes that no product of the catalog has. */
  readonly unknown: readonly string[]
}

/** As many labels as pieces came, from what a supplier's delivery note says. */
export function DeliverySheet(props: {
  readonly onTake: (items: readonly LabelItem[]) => void
  readonly onClose: () => void
}): JSX.Element {
  const office = useOffice()
  const [text, setText] = createSignal('')
  const delivery = createMemo(() => readDelivery(text()))
  // Asked again as products come: on a new device the catalog is still on its way.
  const found = createLiveQuery(() => findLines(office, delivery().lines))
  const items = () => found()?.items ?? []
  const unknown = () => found()?.unknown ?? []
  const take = () => {
    props.onTake(items())
    props.onClose()
  }
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('labels.delivery.title')}
      actions={
        <Button
          variant="primary"
          size="till"
          unavailable={items().length === 0 && t('labels.delivery.none')}
          onClick={take}
        >
          {t('labels.delivery.go', { count: items().length })}
        </Button>
      }
    >
      <div class="office-stack">
        <p class="office-muted">{t('labels.delivery.hint')}</p>
        <FileDrop title={t('labels.delivery.file')} onText={setText} />
        <TextField
          label={t('labels.delivery.lines')}
          lines={8}
          value={text()}
          onValue={setText}
          autocomplete="off"
          spellcheck={false}
        />
        <Show when={delivery().bad.length > 0}>
          <Notice kind="warning" title={t('labels.delivery.bad', { lines: named(delivery().bad) })} />
        </Show>
        <Show when={unknown().length > 0}>
          <Notice kind="warning" title={t('labels.delivery.unknown', { codes: named(unknown()) })} />
        </Show>
      </div>
    </Sheet>
  )
}

async function findLines(office: Office, lines: readonly DeliveryLine[]): Promise<Found> {
  const catalog = office.catalog()?.id
  const rows = await Promise.all(lines.map(({ code }) => findByScan(office.database, code)))
  let items: readonly LabelItem[] = []
  const unknown: string[] = []
  lines.forEach(({ code, quantity }, index) => {
    const row = rows[index]?.find(each => each.catalog === catalog)
    const copies = row && copiesFor(quantity, (row.unit ?? 'piece') !== 'piece')
    if (row === undefined) unknown.push(code)
    else if (copies) items = addLabels(items, [{ product: row.id, copies }])
  })
  return { items, unknown }
}

function named(all: readonly (string | number)[]): string {
  const first = all.slice(0, MOST_NAMED).join(', ')
  return all.length > MOST_NAMED ? `${first} …` : first
}
