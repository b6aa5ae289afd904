import type { ProductId, StoreId } from '@evertill/crdt-model'
import { useNavigate } from '@solidjs/router'
import Barcode from 'lucide-solid/icons/barcode'
import Package from 'lucide-solid/icons/package'
import Truck from 'lucide-solid/icons/truck'
import X from 'lucide-solid/icons/x'
import { createMemo, createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { makeWedgeScanner } from '../../hardware/wedge-scanner.ts'
import { locale, t } from '../../i18n/translate.ts'
import { type LabelChoice, rememberChoice, rememberedChoice, sheetOf } from '../../labels/label-choice.ts'
import { labelsOnSheet } from '../../labels/label-sheet.ts'
import { findByScan } from '../../local/find-product.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { CatalogPicker } from '../catalog-picker.tsx'
import { useOffice } from '../office-context.tsx'
import { SectionHeader } from '../office-gate.tsx'
import { ProductPicker } from '../products/product-picker.tsx'
import { ChoiceFields } from './choice-fields.tsx'
import { createFaces } from './create-faces.ts'
import { DeliverySheet } from './delivery-sheet.tsx'
import {
  addLabels,
  countLabels,
  type LabelItem,
  rememberedList,
  rememberList,
  setCopies,
} from './label-list.ts'
import { LabelRows } from './label-rows.tsx'
import './labels-section.css'
import { Preview } from './preview.tsx'
import { PrintActions } from './print-actions.tsx'

/** Labels for shelves and products: of which products, how many, on what, and how they will look. */
export function LabelsSection(): JSX.Element {
  const office = useOffice()
  const navigate = useNavigate()
  const [list, setList] = createSignal(rememberedList())
  const [choice, setChoice] = createSignal(rememberedChoice(usesLetter()))
  const [start, setStart] = createSignal(0)
  const [chosenStore, setChosenStore] = createSignal<StoreId>()
  const [receiving, setReceiving] = createSignal(false)
  const stores = createMemo(() =>
    (office.stores() ?? []).filter(({ catalog }) => catalog === office.catalog()?.id),
  )
  const store = () => stores().find(({ id }) => id === chosenStore()) ?? stores()[0]
  const labels = createFaces(list, choice, store)
  const byProduct = createMemo(() => new Map(labels()?.map(label => [label.row.id, label])))
  const items = createMemo(() => list().filter(({ product }) => byProduct().has(product)))
  const place = () => Math.min(start(), labelsOnSheet(sheetOf(choice())) - 1)
  const keep = (next: readonly LabelItem[]) => {
    rememberList(next)
    setList(next)
  }
  const change = (next: LabelChoice) => {
    rememberChoice(next)
    setChoice(next)
  }
  const add = (product: ProductId) => keep(addLabels(list(), [{ product, copies: 1 }]))
  onMount(() => onCleanup(makeWedgeScanner(window, code => void addScanned(code))))

  async function addScanned(code: string): Promise<void> {
    const rows = await findByScan(office.database, code)
    const row = rows.find(each => each.catalog === office.catalog()?.id)
    if (row) add(row.id)
    else showToast({ text: t('labels.delivery.unknown', { codes: code }) })
  }

  return (
    <section class="office-section labels">
      <SectionHeader
        title={t('office.labels.title')}
        intro={t('labels.intro')}
        actions={
          <>
            <CatalogPicker />
            <Button icon={Package} onClick={() => navigate('/office/products')}>
              {t('labels.toProducts')}
            </Button>
            <Button icon={Truck} onClick={() => setReceiving(true)}>
              {t('labels.fromDelivery')}
            </Button>
          </>
        }
      />
      <Show when={office.catalog()}>
        {catalog => (
          <ProductPicker
            label={t('labels.add')}
            description={t('labels.addHint')}
            catalog={catalog().id}
            onPick={row => add(row.id)}
          />
        )}
      </Show>
      <Show when={labels()} fallback={<Skeleton shape="row" count={6} />}>
        {made => (
          <Show
            when={items().length > 0}
            fallback={
              <EmptyState icon={Barcode} title={t('labels.emptyTitle')}>
                {t('labels.emptyText')}
              </EmptyState>
            }
          >
            <div class="labels-columns">
              <div class="office-stack">
                <div class="labels-list__head">
                  <strong class="tabular">{t('labels.total', { count: countLabels(items()) })}</strong>
                  <Button variant="quiet" icon={X} onClick={() => keep([])}>
                    {t('labels.clear')}
                  </Button>
                </div>
                <LabelRows
                  items={items()}
                  labelOf={product => byProduct().get(product)}
                  onCopies={(product, copies) => keep(setCopies(list(), product, copies))}
                />
              </div>
              <div class="office-card labels-choices">
                <ChoiceFields
                  choice={choice()}
                  onChoice={change}
                  stores={stores()}
                  store={store()}
                  onStore={setChosenStore}
                />
                <Show when={choice().medium === 'sheet'}>
                  <StartField place={place()} most={labelsOnSheet(sheetOf(choice()))} onPlace={setStart} />
                </Show>
                <PrintActions labels={made()} choice={choice()} start={place()} />
              </div>
              <Preview labels={made()} choice={choice()} start={place()} onStart={setStart} />
            </div>
          </Show>
        )}
      </Show>
      <Show when={receiving()}>
        <DeliverySheet onClose={() => setReceiving(false)} onTake={taken => keep(addLabels(list(), taken))} />
      </Show>
    </section>
  )
}

/** The first label of a sheet that is not used up yet, counted from 1 as people do. */
function StartField(props: {
  readonly place: number
  readonly most: number
  readonly onPlace: (place: number) => void
}): JSX.Element {
  return (
    <TextField
      label={t('labels.start')}
      description={t('labels.startHint')}
      type="number"
      min={1}
      max={props.most}
      value={String(props.place + 1)}
      onValue={text => {
        const typed = Math.round(Number(text))
        if (typed >= 1 && typed <= props.most) props.onPlace(typed - 1)
      }}
    />
  )
}

/** Whether paper here usually is of the American sizes. */
function usesLetter(): boolean {
  return ['US', 'CA', 'MX', 'CO', 'CL', 'PH'].includes(new Intl.Locale(locale()).region ?? '')
}
