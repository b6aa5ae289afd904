import { isBlackAt, type Raster } from '@evertill/crdt-model/printing'
import { createEffect, For, type JSX, Match, Switch } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { QrCode } from '../../ui/qr-code.tsx'
import { DOTS_PER_COLUMN } from '../printing/lay-out.ts'
import type { PrintedLine } from '../printing/receipt-block.ts'
import './paper-preview.css'

/** Lines of paper on screen, each as the printer gets it, in the measures of the paper. */
export function PaperPreview(props: {
  readonly title: string
  readonly columns: number
  readonly lines: readonly PrintedLine[]
}): JSX.Element {
  return (
    <figure class="paper-preview">
      <figcaption>{props.title}</figcaption>
      <div class="paper-preview__paper" tabindex={0} role="img" aria-label={textOf(props.lines)}>
        <div class="paper-preview__roll" style={{ '--columns': props.columns }}>
          <For each={props.lines}>{line => <Line line={line} columns={props.columns} />}</For>
        </div>
      </div>
    </figure>
  )
}

function Line(props: { readonly line: PrintedLine; readonly columns: number }): JSX.Element {
  const of = <Kind extends PrintedLine['kind']>(kind: Kind) => isOf(props.line, kind) && props.line
  return (
    <Switch>
      <Match when={of('text')}>
        {line => (
          <div
            class="paper-preview__line"
            classList={{
              'paper-preview__line--bold': line().bold,
              'paper-preview__line--large': line().large,
            }}
          >
            {line().text}
          </div>
        )}
      </Match>
      <Match when={of('qr')}>
        {line => (
          <div class="paper-preview__code">
            <QrCode text={line().data} label={t('till.receipt.code', { number: line().data })} />
          </div>
        )}
      </Match>
      <Match when={of('image')}>
        {line => (
          <Dots raster={line().raster} share={line().raster.width / (props.columns * DOTS_PER_COLUMN)} />
        )}
      </Match>
    </Switch>
  )
}

/** A picture dot by dot, as wide as on the paper. */
function Dots(props: { readonly raster: Raster; readonly share: number }): JSX.Element {
  let canvas: HTMLCanvasElement | undefined
  createEffect(() => {
    const { raster } = props
    const context = canvas?.getContext('2d')
    if (!canvas || !context) return
    canvas.width = raster.width
    canvas.height = raster.height
    const picture = context.createImageData(raster.width, raster.height)
    for (let dot = 0; dot < raster.width * raster.height; dot++) {
      if (isBlackAt(raster, dot % raster.width, Math.floor(dot / raster.width)))
        picture.data[dot * 4 + 3] = 255
    }
    context.putImageData(picture, 0, 0)
  })
  return <canvas ref={canvas} class="paper-preview__dots" style={{ '--share': props.share }} />
}

function textOf(lines: readonly PrintedLine[]): string {
  return lines.flatMap(line => (line.kind === 'text' ? [line.text.trim()] : [])).join('\n')
}

function isOf<Kind extends PrintedLine['kind']>(
  line: PrintedLine,
  kind: Kind,
): line is Extract<PrintedLine, { kind: Kind }> {
  return line.kind === kind
}
