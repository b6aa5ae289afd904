import { isWeightUnit, lineAmount } from '@evertill/crdt-model'
import type { JSX } from 'solid-js'
import { formatMeasure, formatMoney } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import type { ItemQuestion } from './item-questions.ts'
import { measuredUnitOf } from './measured-unit.ts'
import { useTill } from './till-context.tsx'
import { WeightKeypad } from './weight-keypad.tsx'

/** Something that is sold by weight or measure: how much of it, asked in the cart where the line will be. */
export function WeightQuestion(props: { readonly question: ItemQuestion }): JSX.Element {
  const till = useTill()
  const product = () => props.question.product
  const unit = () => measuredUnitOf(product()) ?? 'kg'
  const words = (quantity: number) => {
    const net = formatMeasure(quantity, unit())
    const { price } = product()
    return price === null
      ? t('till.ask.addNet', { net })
      : t('till.ask.addMeasured', { net, amount: formatMoney(lineAmount(quantity, price), till.currency()) })
  }
  return (
    <section class="till-question" aria-live="polite">
      <p class="till-question__title">
        <strong>
          {t(isWeightUnit(unit()) ? 'till.ask.weigh' : 'till.ask.measure', { name: product().name })}
        </strong>
      </p>
      <WeightKeypad
        unit={unit()}
        tare={product().tare ?? 0}
        words={words}
        onNet={known => till.sales.answerQuestion(known)}
        onCancel={() => till.sales.skipQuestion()}
        cancel={
          <Button size="till" variant="quiet" onClick={() => till.sales.skipQuestion()}>
            {t('till.ask.skip')}
          </Button>
        }
      />
    </section>
  )
}
