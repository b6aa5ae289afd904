import type { LabelSymbol } from '@evertill/crdt-model'
import { code128, type DrawingContext, ean8, ean13, type RenderOptions, upca } from 'bwip-js/browser'
import type { Bars } from './label-mark.ts'

const ENCODERS = { ean13, upca, ean8, code128 } as const

/** The stripes of a bar code. */
export function barsOf(symbol: LabelSymbol): Bars {
  const options: RenderOptions = {
    bcid: symbol.kind,
    text: symbol.text,
    scale: SCALE,
    height: 1,
    paddingwidth: 0,
  }
  return ENCODERS[symbol.kind]<Bars>(options, stripeCollector())
}

/** Points a module: an even number, or the library would round the middle of a stripe off. */
const SCALE = 2

/** Takes the library's drawing for what it is: stripes from the left. */
function stripeCollector(): DrawingContext<Bars> {
  const stripes: { at: number; width: number }[] = []
  return {
    scale: () => [SCALE, SCALE],
    measure: () => ({ width: 0, ascent: 0, descent: 0 }),
    init: () => undefined,
    line(x0, _y0, _x1, _y1, width) {
      stripes.push({ at: (x0 - width / 2) / SCALE, width: width / SCALE })
    },
    polygon: notOfBarCodes,
    hexagon: notOfBarCodes,
    ellipse: notOfBarCodes,
    fill: () => undefined,
    text: () => undefined,
    end() {
      const left = Math.min(...stripes.map(({ at }) => at))
      const moved = stripes.map(({ at, width }) => ({ at: at - left, width }))
      return { modules: Math.max(...moved.map(({ at, width }) => at + width)), stripes: moved }
    },
  }
}

function notOfBarCodes(): never {
  throw new TypeError('a bar code is drawn by stripes alone')
}
