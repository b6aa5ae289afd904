import ChevronLeft from 'lucide-solid/icons/chevron-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import { createEffect, createMemo, createSignal, type JSX, on, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { type LabelChoice, sheetOf } from '../../labels/label-choice.ts'
import { intoPages } from '../../labels/label-sheet.ts'
import { Button } from '../../ui/button.tsx'
import type { LabelOfProduct } from './create-faces.ts'
import { LabelDrawing, SheetDrawing } from './label-drawing.tsx'

/** Sheet by sheet, or label by label, as they will be printed. */
export function Preview(props: {
  readonly labels: readonly LabelOfProduct[]
  readonly choice: LabelChoice
  readonly start: number
  readonly onStart: (place: number) => void
}): JSX.Element {
  const [shown, setShown] = createSignal(0)
  const isSheet = () => props.choice.medium === 'sheet'
  const pages = createMemo(() =>
    isSheet()
      ? intoPages(
          props.labels.flatMap(({ face, item }) => Array.from({ length: item.copies }, () => face)),
          sheetOf(props.choice),
          props.start,
        )
      : [],
  )
  const count = () => (isSheet() ? pages().length : props.labels.length)
  const index = () => Math.min(shown(), Math.max(0, count() - 1))
  // Another paper begins at its beginning.
  createEffect(on(isSheet, () => setShown(0), { defer: true }))
  const turn = (by: number) => setShown(Math.max(0, Math.min(count() - 1, index() + by)))
  const caption = () => t(isSheet() ? 'labels.page' : 'labels.label', { page: index() + 1, pages: count() })
  return (
    <section class="labels-preview" aria-label={t('labels.preview')}>
      <Show when={isSheet() && pages()[index()]}>
        {page => (
          <SheetDrawing
            sheet={sheetOf(props.choice)}
            labels={page()}
            name={caption()}
            onPlace={index() === 0 ? props.onStart : null}
          />
        )}
      </Show>
      <Show when={!isSheet() && props.labels[index()]}>
        {label => <LabelDrawing face={label().face} name={label().row.name} />}
      </Show>
      <Show when={count() > 1}>
        <div class="labels-turn">
          <Button
            iconOnly
            icon={ChevronLeft}
            unavailable={index() === 0 && t('labels.previous')}
            onClick={() => turn(-1)}
          >
            {t('labels.previous')}
          </Button>
          <span class="tabular" aria-live="polite">
            {caption()}
          </span>
          <Button
            iconOnly
            icon={ChevronRight}
            unavailable={index() === count() - 1 && t('labels.next')}
            onClick={() => turn(1)}
          >
            {t('labels.next')}
          </Button>
        </div>
      </Show>
      <Show when={!isSheet()}>
        <p class="office-muted">{t('labels.typeface')}</p>
      </Show>
    </section>
  )
}
