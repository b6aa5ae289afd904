import { SPOKEN_LANGUAGES, type SpokenLanguage } from '@evertill/crdt-model'
import Printer from 'lucide-solid/icons/printer'
import { For, type JSX } from 'solid-js'
import { LANGUAGE_NAMES } from '../i18n/languages.ts'
import { language, t } from '../i18n/translate.ts'
import type { Receipt } from '../local/receipt.ts'
import { languageOfReceipt } from '../receipt/receipt-language.ts'
import { Button, type ButtonProps } from '../ui/button.tsx'
import './print-buttons.css'
import { useTill } from './till-context.tsx'

/** Prints a receipt as it is; beside that, smaller, in a language that it is not in. */
export function PrintButtons(props: {
  readonly receipt: Receipt
  readonly size: NonNullable<ButtonProps['size']>
  /** What the large one says. */
  readonly children: JSX.Element
  readonly onPrint: (receipt: Receipt) => void
}): JSX.Element {
  const till = useTill()
  const others = () => {
    const own = languageOfReceipt(props.receipt, till.store(), language())
    return SPOKEN_LANGUAGES.filter(each => each !== own)
  }
  const printIn = (other: SpokenLanguage) => props.onPrint({ ...props.receipt, language: other })
  return (
    <div class="print-buttons">
      <Button size={props.size} icon={Printer} wide onClick={() => props.onPrint(props.receipt)}>
        {props.children}
      </Button>
      <For each={others()}>
        {each => (
          <Button
            size="till"
            variant="quiet"
            aria-label={t('till.pay.printIn', { language: LANGUAGE_NAMES[each] })}
            onClick={() => printIn(each)}
          >
            <span lang={each}>{LANGUAGE_NAMES[each]}</span>
          </Button>
        )}
      </For>
    </div>
  )
}
