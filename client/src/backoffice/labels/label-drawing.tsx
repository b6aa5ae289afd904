import { For, type JSX, Show } from 'solid-js'
import type { LabelFace, LabelMark } from '../../labels/label-mark.ts'
import { type LabelSheet, labelsOnSheet, PAPERS, placeOnSheet } from '../../labels/label-sheet.ts'

/** One label, as it comes out of its printer. */
export function LabelDrawing(props: { readonly face: LabelFace; readonly name: string }): JSX.Element {
  const size = () => props.face.size
  return (
    <svg
      class="labels-paper labels-paper--label"
      viewBox={`0 0 ${size().width} ${size().height}`}
      role="img"
      aria-label={props.name}
    >
      <Marks face={props.face} />
    </svg>
  )
}

/** A sheet with its labels in their places. A tap on a place says where to begin. */
export function SheetDrawing(props: {
  readonly sheet: LabelSheet
  readonly labels: readonly { readonly item: LabelFace; readonly place: number }[]
  readonly name: string
  /** Null where another sheet is shown than the first. */
  readonly onPlace: ((place: number) => void) | null
}): JSX.Element {
  const page = () => PAPERS[props.sheet.paper]
  return (
    <svg
      class="labels-paper"
      viewBox={`0 0 ${page().width} ${page().height}`}
      role="img"
      aria-label={props.name}
    >
      <For each={Array.from({ length: labelsOnSheet(props.sheet) }, (_, place) => place)}>
        {place => {
          const at = () => placeOnSheet(props.sheet, place)
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the pointer; by keys the field beside it does the same
            <rect
              class="labels-place"
              classList={{ 'labels-place--choice': props.onPlace !== null }}
              data-place={place}
              x={at().x}
              y={at().y}
              width={props.sheet.label.width}
              height={props.sheet.label.height}
              rx="1.5"
              onClick={() => props.onPlace?.(place)}
            />
          )
        }}
      </For>
      <For each={props.labels}>
        {({ item, place }) => {
          const at = () => placeOnSheet(props.sheet, place)
          return (
            <g class="labels-printed" transform={`translate(${at().x} ${at().y})`}>
              <Marks face={item} />
            </g>
          )
        }}
      </For>
    </svg>
  )
}

function Marks(props: { readonly face: LabelFace }): JSX.Element {
  return <For each={props.face.marks}>{mark => <Mark mark={mark} />}</For>
}

function Mark(props: { readonly mark: LabelMark }): JSX.Element {
  return (
    <Show when={props.mark.kind === 'text' && props.mark} fallback={<path d={stripes(props.mark)} />}>
      {text => (
        <text
          class={`labels-text labels-text--${text().font}`}
          x={text().x}
          y={text().baseline}
          font-size={String(text().size)}
          textLength={text().width}
          lengthAdjust="spacingAndGlyphs"
        >
          {text().text}
        </text>
      )}
    </Show>
  )
}

function stripes(mark: LabelMark): string {
  if (mark.kind !== 'bars') return ''
  return mark.bars.stripes
    .map(({ at, width }) => {
      const wide = width * mark.module
      return `M${mark.x + at * mark.module} ${mark.top}h${wide}v${mark.height}h${-wide}z`
    })
    .join('')
}
