import {
  MOST_COUPON_USES,
  type PromotionId,
  type PromotionRecord,
  validatePromotionField,
} from '@evertill/crdt-model'
import { createSignal, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { PromotionRow } from '../../local/database.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, Sheet } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Switch } from '../../ui/switch.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { valueContextOf } from '../changes/change-words.ts'
import { RecordHistory } from '../changes/record-history.tsx'
import { FieldConflicts } from '../field-conflicts.tsx'
import { type OfficeCatalog, useOffice } from '../office-context.tsx'
import { problemWords } from '../problem-words.ts'
import { writeRecords } from '../record-write.ts'
import { BenefitFields } from './benefit-fields.tsx'
import { PlaceFields, TimeFields } from './condition-fields.tsx'
import { CouponUses } from './coupon-uses.tsx'
import { createDraft, type PromotionDraft } from './create-draft.ts'
import { NeedFields } from './need-fields.tsx'
import { CountField } from './number-fields.tsx'
import './offers.css'
import { newPromotion } from './promotion-kinds.ts'
import { promotionSentence } from './promotion-words.ts'
import { withField } from './sets.ts'
import { TryIt } from './try-it.tsx'

/** All of a promotion: written in one go, since half of a change would be another promotion. */
export function PromotionEditor(props: {
  readonly id: PromotionId
  readonly catalog: OfficeCatalog
  /** As it is stored; undefined for a new one. */
  readonly stored: PromotionRow | undefined
  /** What a new one begins as. */
  readonly first: PromotionRecord | undefined
  readonly onClose: () => void
}): JSX.Element {
  const office = useOffice()
  const isNew = props.stored === undefined
  const draft = createDraft(() => props.stored, props.first ?? newPromotion('each'))
  const [problem, setProblem] = createSignal<string>()
  const [asking, setAsking] = createSignal(false)
  const names = () => valueContextOf(office, props.catalog.currency)
  const close = () => (draft.unsaved() === null || isNew ? props.onClose() : setAsking(true))
  const save = async () => {
    const name = draft.value().name.trim()
    const found = validatePromotionField('name', name)
    if (found !== null) {
      setProblem(problemWords(found))
      return
    }
    draft.change({ name })
    const fields = draft.unsaved()
    const target = { document: `catalog/${props.catalog.id}`, log: 'promotions' } as const
    if (fields !== null && !(await writeRecords(office.replica, target, [{ record: props.id, fields }])))
      return
    showToast({ text: t('promotions.editor.saved', { name }) })
    props.onClose()
  }
  return (
    <Sheet
      open
      onClose={close}
      title={isNew ? t('promotions.editor.newTitle') : draft.value().name || t('promotions.unnamed')}
      actions={
        <Button
          variant="primary"
          size="till"
          unavailable={daysAreWrong(draft.value()) && t('promotions.when.daysWrong')}
          onClick={() => void save()}
        >
          {t(isNew ? 'promotions.editor.create' : 'promotions.editor.save')}
        </Button>
      }
    >
      <div class="offer-editor" data-promotion-editor={props.id}>
        <p class="offer-sentence" aria-live="polite" data-sentence>
          {promotionSentence(draft.value(), names())}
        </p>
        <Show when={props.stored && (props.stored.benefit === null || props.stored.conditions === null)}>
          <Notice kind="warning" title={t('promotions.notWholeTitle')}>
            {t('promotions.notWhole')}
          </Notice>
        </Show>
        <Show when={draft.changedMeanwhile() && props.stored}>
          {theirs => (
            <Notice kind="warning" title={t('promotions.editor.changedMeanwhile')}>
              {t('promotions.editor.changedMeanwhileText', { words: promotionSentence(theirs(), names()) })}
            </Notice>
          )}
        </Show>
        <FieldConflicts log="promotions" record={props.id} />
        <TextField
          label={t('promotions.editor.name')}
          value={draft.value().name}
          onValue={name => {
            draft.change({ name })
            setProblem(undefined)
          }}
          error={problem()}
          name="name"
          autocomplete="off"
          maxLength={80}
        />
        <EditorFields draft={draft} catalog={props.catalog} />
        <TryIt catalog={props.catalog} id={props.id} record={draft.value()} />
        <Show when={!isNew}>
          <RecordHistory
            catalog={props.catalog.id}
            currency={props.catalog.currency}
            log="promotions"
            record={props.id}
          />
        </Show>
      </div>
      <Dialog
        open={asking()}
        onClose={() => setAsking(false)}
        title={t('promotions.editor.discard')}
        actions={
          <>
            <Button size="till" onClick={() => props.onClose()}>
              {t('promotions.editor.discardYes')}
            </Button>
            <Button variant="primary" size="till" onClick={() => setAsking(false)}>
              {t('promotions.editor.discardNo')}
            </Button>
          </>
        }
      >
        {t('promotions.editor.discardText')}
      </Dialog>
    </Sheet>
  )
}

function EditorFields(props: {
  readonly draft: PromotionDraft
  readonly catalog: OfficeCatalog
}): JSX.Element {
  const { value, change } = props.draft
  const conditions = () => value().conditions ?? {}
  return (
    <>
      <section class="offer-section">
        <h3>{t('promotions.editor.benefit')}</h3>
        <Show when={value().benefit}>
          {benefit => (
            <BenefitFields
              benefit={benefit()}
              catalog={props.catalog.id}
              currency={props.catalog.currency}
              onBenefit={changed => change({ benefit: changed })}
            />
          )}
        </Show>
      </section>
      <section class="offer-section">
        <h3>{t('promotions.editor.when')}</h3>
        <TimeFields limits={conditions()} onLimits={changed => change({ conditions: changed })} />
      </section>
      <section class="offer-section">
        <h3>{t('promotions.editor.where')}</h3>
        <PlaceFields
          limits={conditions()}
          catalog={props.catalog.id}
          onLimits={changed => change({ conditions: changed })}
        />
        <TextField
          label={t('promotions.where.coupon')}
          description={t('promotions.where.couponHint')}
          value={conditions().coupon ?? ''}
          onValue={text =>
            change({
              conditions: withField(conditions(), 'coupon', text.trim() === '' ? undefined : text),
            })
          }
          name="coupon"
          autocomplete="off"
          maxLength={40}
        />
        <Show when={conditions().coupon}>
          {coupon => (
            <>
              <CountField
                label={t('promotions.where.uses')}
                description={t('promotions.where.usesHint')}
                from={1}
                to={MOST_COUPON_USES}
                value={conditions().couponUses}
                onValue={uses => change({ conditions: withField(conditions(), 'couponUses', uses) })}
                onNone={() => change({ conditions: withField(conditions(), 'couponUses', undefined) })}
              />
              <CouponUses coupon={coupon()} limit={conditions().couponUses} />
            </>
          )}
        </Show>
      </section>
      <section class="offer-section">
        <h3>{t('promotions.editor.needs')}</h3>
        <NeedFields
          needs={conditions().needs ?? []}
          catalog={props.catalog.id}
          currency={props.catalog.currency}
          onNeeds={needs =>
            change({ conditions: withField(conditions(), 'needs', needs.length === 0 ? undefined : needs) })
          }
        />
      </section>
      <section class="offer-section">
        <h3>{t('promotions.editor.rank')}</h3>
        <CountField
          label={t('promotions.editor.priority')}
          description={t('promotions.editor.priorityHint')}
          from={-1000}
          to={1000}
          value={value().priority}
          onValue={priority => change({ priority })}
        />
        <Switch
          label={t('promotions.editor.stacks')}
          description={t('promotions.editor.stacksHint')}
          checked={value().stacks}
          onChecked={stacks => change({ stacks })}
        />
      </section>
    </>
  )
}

function daysAreWrong({ conditions }: PromotionRecord): boolean {
  const { from, until } = conditions ?? {}
  return from !== undefined && until !== undefined && until < from
}
