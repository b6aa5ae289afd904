import { createSignal, type JSX, Show } from 'solid-js'
import { formatNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { type LabelChoice, ROLL_BOUNDS, sheetOf } from '../../labels/label-choice.ts'
import { LABEL_ROLLS, LABEL_SHEETS, labelsOnSheet } from '../../labels/label-sheet.ts'
import { LABEL_LAYOUTS } from '../../labels/lay-out-label.ts'
import type { StoreRow } from '../../local/database.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import { TextField } from '../../ui/text-field.tsx'

const OTHER = 'other'

/** How the labels are made: whose prices, what is large, on what they are printed. */
export function ChoiceFields(props: {
  readonly choice: LabelChoice
  readonly onChoice: (choice: LabelChoice) => void
  readonly stores: readonly StoreRow[]
  readonly store: StoreRow | undefined
  readonly onStore: (store: StoreRow['id']) => void
}): JSX.Element {
  const change = (values: Partial<LabelChoice>) => props.onChoice({ ...props.choice, ...values })
  return (
    <>
      <Show when={props.stores.length > 1}>
        <ChoiceField
          label={t('labels.store')}
          options={props.stores.map(({ id, name }) => ({ value: id, label: name }))}
          value={props.store?.id ?? ''}
          onValue={value => {
            const chosen = props.stores.find(({ id }) => id === value)
            if (chosen) props.onStore(chosen.id)
          }}
        />
      </Show>
      <ChoiceField
        label={t('labels.layout')}
        options={LABEL_LAYOUTS.map(value => ({ value, label: t(`labels.layouts.${value}`) }))}
        value={props.choice.layout}
        onValue={layout => change({ layout })}
      />
      <ChoiceField
        label={t('labels.medium')}
        options={(['sheet', 'roll'] as const).map(value => ({ value, label: t(`labels.media.${value}`) }))}
        value={props.choice.medium}
        onValue={medium => change({ medium })}
      />
      <Show
        when={props.choice.medium === 'sheet'}
        fallback={<RollFields choice={props.choice} onChange={change} />}
      >
        <ChoiceField
          label={t('labels.sheet')}
          description={t('labels.printAtSize')}
          options={LABEL_SHEETS.map(sheet => ({
            value: sheet.id,
            label: t('labels.sheetName', {
              name: sheet.name,
              paper: sheet.paper,
              labels: labelsOnSheet(sheet),
              width: millimetres(sheet.label.width),
              height: millimetres(sheet.label.height),
            }),
          }))}
          value={sheetOf(props.choice).id}
          onValue={sheet => change({ sheet })}
        />
      </Show>
    </>
  )
}

function RollFields(props: {
  readonly choice: LabelChoice
  readonly onChange: (values: Partial<LabelChoice>) => void
}): JSX.Element {
  const known = () => LABEL_ROLLS.findIndex(roll => isSameSize(roll, props.choice.roll))
  const [isOther, setOther] = createSignal(known() < 0)
  return (
    <>
      <ChoiceField
        label={t('labels.roll')}
        options={[
          ...LABEL_ROLLS.map(({ width, height }, index) => ({
            value: String(index),
            label: t('labels.rollName', { width: millimetres(width), height: millimetres(height) }),
          })),
          { value: OTHER, label: t('labels.rollOther') },
        ]}
        value={isOther() ? OTHER : String(known())}
        onValue={value => {
          setOther(value === OTHER)
          const roll = LABEL_ROLLS[Number(value)]
          if (roll) props.onChange({ roll })
        }}
      />
      <Show when={isOther()}>
        <div class="labels-sides">
          <SideField
            label={t('labels.width')}
            value={props.choice.roll.width}
            onValue={width => props.onChange({ roll: { ...props.choice.roll, width } })}
          />
          <SideField
            label={t('labels.height')}
            value={props.choice.roll.height}
            onValue={height => props.onChange({ roll: { ...props.choice.roll, height } })}
          />
        </div>
      </Show>
      <ChoiceField
        label={t('labels.dpi')}
        options={([203, 300] as const).map(dpi => ({
          value: String(dpi),
          label: t('labels.dpiName', { dpi }),
        }))}
        value={String(props.choice.dpi)}
        onValue={value => props.onChange({ dpi: value === '300' ? 300 : 203 })}
      />
    </>
  )
}

function SideField(props: {
  readonly label: string
  readonly value: number
  readonly onValue: (millimetres: number) => void
}): JSX.Element {
  const [text, setText] = createSignal(String(props.value))
  const typed = () => Number(text().replace(',', '.'))
  const isGood = () => typed() >= ROLL_BOUNDS.least && typed() <= ROLL_BOUNDS.most
  return (
    <TextField
      label={props.label}
      inputmode="decimal"
      autocomplete="off"
      value={text()}
      error={!isGood() && t('labels.sizeProblem', ROLL_BOUNDS)}
      onValue={value => {
        setText(value)
        if (isGood()) props.onValue(typed())
      }}
    />
  )
}

/** Tenths say enough of a label. */
function millimetres(length: number): string {
  return formatNumber(Math.round(length * 10) / 10)
}

function isSameSize(a: LabelChoice['roll'], b: LabelChoice['roll']): boolean {
  return a.width === b.width && a.height === b.height
}
