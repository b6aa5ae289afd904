import { type DepartmentId, parseId, type TaxClassId } from '@evertill/crdt-model'
import { useNavigate } from '@solidjs/router'
import Archive from 'lucide-solid/icons/archive'
import ArchiveRestore from 'lucide-solid/icons/archive-restore'
import Barcode from 'lucide-solid/icons/barcode'
import Percent from 'lucide-solid/icons/percent'
import X from 'lucide-solid/icons/x'
import { createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { ProductRow } from '../../local/database.ts'
import { readPercent } from '../../setup/read-percent.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/modal.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { addLabels, rememberedList, rememberList } from '../labels/label-list.ts'
import { useOffice } from '../office-context.tsx'
import { changeProducts } from './product-commands.ts'
import { changePrice } from './product-view.ts'

/** What can be done to all selected products at once; each of it can be undone. */
export function BulkBar(props: {
  readonly rows: () => readonly ProductRow[]
  readonly count: number
  /** Whether the archive is shown: then the selection is restored instead. */
  readonly archived: boolean
  readonly onClear: () => void
}): JSX.Element {
  const office = useOffice()
  const navigate = useNavigate()
  const [asking, setAsking] = createSignal(false)
  const departments = () =>
    (office.departments() ?? []).filter(each => each.catalog === office.catalog()?.id && !each.archived)
  const changed = (count: number) => t('office.products.changed', { count })
  const archive = async () => {
    await changeProducts(
      office,
      props.rows(),
      () => ({ archived: !props.archived }),
      count =>
        props.archived ? t('office.products.restored', { count }) : t('office.products.archived', { count }),
    )
    props.onClear()
  }
  const toLabels = () => {
    rememberList(
      addLabels(
        rememberedList(),
        props.rows().map(({ id }) => ({ product: id, copies: 1 })),
      ),
    )
    navigate('/office/labels')
  }
  return (
    <div class="products-bulk" role="toolbar" aria-label={t('office.bulk.label')}>
      <strong class="tabular">{t('office.bulk.selected', { count: props.count })}</strong>
      <BulkSelect
        label={t('office.bulk.department')}
        options={departments()}
        onValue={value =>
          void changeProducts(
            office,
            props.rows(),
            () => ({ department: value === '' ? null : (parseId<DepartmentId>(value) ?? null) }),
            changed,
          )
        }
      />
      <BulkSelect
        label={t('office.bulk.taxClass')}
        options={office.taxClasses() ?? []}
        onValue={value =>
          void changeProducts(
            office,
            props.rows(),
            () => ({ taxClass: value === '' ? null : (parseId<TaxClassId>(value) ?? null) }),
            changed,
          )
        }
      />
      <Button icon={Percent} onClick={() => setAsking(true)}>
        {t('office.bulk.price')}
      </Button>
      <Button icon={Barcode} onClick={toLabels}>
        {t('office.bulk.labels')}
      </Button>
      <Button icon={props.archived ? ArchiveRestore : Archive} onClick={() => void archive()}>
        {props.archived ? t('office.products.restore') : t('office.products.archive')}
      </Button>
      <Button class="products-bulk__clear" variant="quiet" iconOnly icon={X} onClick={() => props.onClear()}>
        {t('office.bulk.clear')}
      </Button>
      <Show when={asking()}>
        <PriceDialog
          onClose={() => setAsking(false)}
          onApply={millionths =>
            void changeProducts(
              office,
              props.rows(),
              row => (row.price === null ? {} : { price: changePrice(row.price, millionths) }),
              changed,
            )
          }
        />
      </Show>
    </div>
  )
}

function BulkSelect(props: {
  readonly label: string
  readonly options: readonly { readonly id: string; readonly name: string }[]
  readonly onValue: (value: string) => void
}): JSX.Element {
  return (
    <select
      class="products-filter-select"
      aria-label={props.label}
      onChange={event => {
        props.onValue(event.currentTarget.value)
        event.currentTarget.selectedIndex = 0
      }}
    >
      <option value="" disabled selected>
        {props.label}
      </option>
      <option value="">{t('office.value.none')}</option>
      <For each={props.options}>{option => <option value={option.id}>{option.name}</option>}</For>
    </select>
  )
}

function PriceDialog(props: {
  readonly onClose: () => void
  readonly onApply: (millionths: number) => void
}): JSX.Element {
  const formId = createUniqueId()
  const [text, setText] = createSignal('')
  const [problem, setProblem] = createSignal<string>()
  const apply = () => {
    const millionths = readPercent(text())
    // Less than all of the price can be taken off, and a tenfold rise is a slip of the keyboard.
    if (millionths === undefined || millionths <= -1_000_000 || millionths > 10_000_000) {
      setProblem(t('office.bulk.notAPercent'))
      return
    }
    props.onApply(millionths)
    props.onClose()
  }
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t('office.bulk.price')}
      actions={
        <Button type="submit" form={formId} variant="primary" size="till">
          {t('office.bulk.apply')}
        </Button>
      }
    >
      <form
        id={formId}
        onSubmit={event => {
          event.preventDefault()
          apply()
        }}
      >
        <TextField
          label={t('office.bulk.pricePercent')}
          description={t('office.bulk.pricePercentHint')}
          value={text()}
          onValue={value => {
            setText(value)
            setProblem(undefined)
          }}
          error={problem()}
          inputmode="decimal"
          autocomplete="off"
          autofocus
        />
      </form>
    </Dialog>
  )
}
