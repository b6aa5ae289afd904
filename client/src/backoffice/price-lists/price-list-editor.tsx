import {
  type PriceListRecord,
  type ProductId,
  priceListFields,
  sameValue,
  validatePriceListField,
} from '@evertill/crdt-model'
import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { PriceListRow } from '../../local/database.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { showToast } from '../../ui/toast.tsx'
import { valueContextOf } from '../changes/change-words.ts'
import { RecordHistory } from '../changes/record-history.tsx'
import { FieldConflicts } from '../field-conflicts.tsx'
import { type OfficeCatalog, useOffice } from '../office-context.tsx'
import { problemWords } from '../problem-words.ts'
import { type OfferLimits, PlaceFields, TimeFields } from '../promotions/condition-fields.tsx'
import { CountField } from '../promotions/number-fields.tsx'
import '../promotions/offers.css'
import { conditionSentence } from '../promotions/promotion-words.ts'
import { writeRecords } from '../record-write.ts'
import { SavedText } from '../settings/saved-text.tsx'
import { ListPrices } from './list-prices.tsx'

/** A price list: name, priority and each price are saved as they are left; its limits in one go. */
export function PriceListEditor(props: {
  readonly row: PriceListRow
  readonly catalog: OfficeCatalog
  readonly onClose: () => void
}): JSX.Element {
  const office = useOffice()
  const target = () => ({ document: `catalog/${props.row.catalog}`, log: 'priceLists' }) as const
  const write = (values: Partial<PriceListRecord>, prices?: ReadonlyMap<ProductId, number | null>) =>
    writeRecords(office.replica, target(), [
      { record: props.row.id, fields: priceListFields(values, prices) },
    ])
  return (
    <Sheet open onClose={props.onClose} title={props.row.name || t('promotions.unnamed')}>
      <div class="offer-editor" data-price-list-editor={props.row.id}>
        <p class="offer-sentence" data-sentence>
          {props.row.conditions === null
            ? t('promotions.words.unreadable')
            : conditionSentence(props.row.conditions, valueContextOf(office, props.catalog.currency))}
        </p>
        <Show when={props.row.conditions === null}>
          <Notice kind="warning" title={t('promotions.notWholeTitle')}>
            {t('promotions.lists.notWhole')}
          </Notice>
        </Show>
        <FieldConflicts log="priceLists" record={props.row.id} />
        <SavedText
          label={t('office.field.name')}
          stored={props.row.name}
          onSave={text => {
            const problem = validatePriceListField('name', text.trim())
            if (problem !== null) return problemWords(problem)
            void write({ name: text.trim() })
            return null
          }}
        />
        <ListPrices
          row={props.row}
          catalog={props.catalog}
          onPrice={(product, price) => void write({}, new Map([[product, price]]))}
        />
        <Limits row={props.row} onSave={conditions => write({ conditions })} />
        <section class="offer-section">
          <h3>{t('promotions.editor.rank')}</h3>
          <CountField
            label={t('promotions.editor.priority')}
            description={t('promotions.lists.priorityHint')}
            from={-1000}
            to={1000}
            value={props.row.priority}
            onValue={priority => void write({ priority })}
          />
        </section>
        <RecordHistory
          catalog={props.catalog.id}
          currency={props.catalog.currency}
          log="priceLists"
          record={props.row.id}
        />
      </div>
    </Sheet>
  )
}

/** Where, when and for whom: written as a whole, for half of it would hold elsewhere. */
function Limits(props: {
  readonly row: PriceListRow
  readonly onSave: (conditions: OfferLimits) => Promise<boolean>
}): JSX.Element {
  const [changed, setChanged] = createSignal<OfferLimits>()
  const limits = () => changed() ?? props.row.conditions ?? {}
  const unsaved = createMemo(() => {
    const { conditions: wanted } = priceListFields({ conditions: limits() })
    const { conditions: now } = priceListFields({ conditions: props.row.conditions })
    return wanted !== undefined && (now === undefined || !sameValue(wanted, now))
  })
  const daysWrong = () => {
    const { from, until } = limits()
    return from !== undefined && until !== undefined && until < from && t('promotions.when.daysWrong')
  }
  const save = async () => {
    if (!(await props.onSave(limits()))) return
    setChanged(undefined)
    showToast({ text: t('promotions.lists.limitsSaved', { name: props.row.name }) })
  }
  return (
    <section class="offer-section">
      <h3>{t('promotions.lists.limits')}</h3>
      <PlaceFields limits={limits()} catalog={props.row.catalog} onLimits={setChanged} />
      <TimeFields limits={limits()} onLimits={setChanged} />
      <Show when={unsaved()}>
        <Button variant="primary" unavailable={daysWrong()} onClick={() => void save()}>
          {t('promotions.lists.limitsSave')}
        </Button>
      </Show>
    </section>
  )
}
