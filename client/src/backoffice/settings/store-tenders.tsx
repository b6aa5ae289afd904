import {
  CHOSEN_TENDERS,
  type CurrencyCode,
  parseAmount,
  parseCurrency,
  parseRate,
  rateMillionths,
  type Store,
  type StoreRate,
  USUAL_OFFLINE_CREDIT,
  USUAL_TENDERS,
  validateStoreField,
} from '@evertill/crdt-model'
import Plus from 'lucide-solid/icons/plus'
import X from 'lucide-solid/icons/x'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { formatAmount, formatExchangeRate, formatQuantity } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { StoreRow } from '../../local/database.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { readTips } from './read-tips.ts'
import { SavedText } from './saved-text.tsx'
import './store-tenders.css'

const MOST_RATES = 10
/** A percentage is ten thousand millionths. */
const OF_PERCENT = 10_000
/** What a new currency is worth until somebody writes it: one for one. */
const AT_PAR = '1'

export interface StoreTendersProps {
  readonly store: StoreRow
  readonly onValues: (values: Partial<Store>) => void
}

/** How a store is paid beside cash: the ways, the terminal's name, tips, and rates of other currencies. */
export function StoreTenders(props: StoreTendersProps): JSX.Element {
  const kinds = () => props.store.tenderKinds ?? USUAL_TENDERS
  const tips = createMemo(() =>
    (props.store.tipMillionths ?? []).map(tip => formatQuantity((tip / OF_PERCENT) * 1000)).join(', '),
  )
  const saveTips = (text: string): string | null => {
    const tipMillionths = readTips(text)
    if (tipMillionths === undefined) return t('tenders.settings.badTips')
    props.onValues({ tipMillionths })
    return null
  }
  const saveKept = (text: string, currency: CurrencyCode): string | null => {
    const offlineCredit = parseAmount(text.trim() === '' ? '0' : text, currency)
    if (offlineCredit === undefined || validateStoreField('offlineCredit', offlineCredit) !== null)
      return t('credit.office.badAmount')
    props.onValues({ offlineCredit })
    return null
  }
  return (
    <section class="store-tenders" aria-label={t('tenders.settings.title')}>
      <h3>{t('tenders.settings.title')}</h3>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a row in every browser */}
      <div class="store-tenders__kinds" role="group" aria-label={t('tenders.settings.kinds')}>
        <For each={CHOSEN_TENDERS}>
          {kind => (
            <Chip
              selected={kinds().includes(kind)}
              onSelect={() =>
                props.onValues({
                  tenderKinds: CHOSEN_TENDERS.filter(each =>
                    each === kind ? !kinds().includes(kind) : kinds().includes(each),
                  ),
                })
              }
            >
              {t(`till.tender.${kind}`)}
            </Chip>
          )}
        </For>
      </div>
      <SavedText
        label={t('tenders.settings.cardTerminal')}
        description={t('tenders.settings.cardTerminalHint')}
        stored={props.store.cardTerminal ?? ''}
        onSave={text => {
          props.onValues({ cardTerminal: text.trim().slice(0, 40) })
          return null
        }}
      />
      <SavedText
        label={t('tenders.settings.tips')}
        description={t('tenders.settings.tipsHint')}
        stored={tips()}
        onSave={saveTips}
      />
      <Show when={parseCurrency(props.store.currency)}>
        {own => (
          <>
            <Show when={kinds().includes('gift-card') || kinds().includes('store-credit')}>
              <SavedText
                label={t('credit.office.keep')}
                description={t('credit.office.keepHint')}
                inputmode="decimal"
                stored={formatAmount(props.store.offlineCredit ?? USUAL_OFFLINE_CREDIT, own())}
                onSave={text => saveKept(text, own())}
              />
            </Show>
            <Rates store={props.store} own={own()} onValues={props.onValues} />
          </>
        )}
      </Show>
    </section>
  )
}

function Rates(props: StoreTendersProps & { readonly own: CurrencyCode }): JSX.Element {
  const [code, setCode] = createSignal('')
  const [problem, setProblem] = createSignal<string>()
  const rates = () => props.store.exchangeRates ?? []
  const codes = createMemo(() => rates().map(rate => rate.currency))
  const write = (exchangeRates: readonly StoreRate[]) => props.onValues({ exchangeRates })
  const change = (currency: CurrencyCode, values: Partial<StoreRate>) =>
    write(rates().map(rate => (rate.currency === currency ? { ...rate, ...values } : rate)))
  const add = () => {
    const currency = parseCurrency(code())
    if (currency === undefined || currency === props.own || codes().includes(currency))
      return setProblem(t('tenders.settings.noCurrency'))
    if (rates().length >= MOST_RATES) return setProblem(t('tenders.settings.tooMany'))
    const atPar = parseRate(AT_PAR, currency, props.own)
    if (atPar !== undefined) write([...rates(), { currency, ...atPar, step: 1 }])
    setCode('')
    return setProblem(undefined)
  }
  const rateOf = (currency: CurrencyCode) => rates().find(rate => rate.currency === currency)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as a frame
    <div class="store-tenders__rates" role="group" aria-label={t('tenders.settings.rates')}>
      <h4>{t('tenders.settings.rates')}</h4>
      <p class="store-tenders__hint">{t('tenders.settings.ratesHint')}</p>
      <For each={codes()}>
        {currency => (
          <div class="store-tenders__rate">
            <SavedText
              label={t('tenders.settings.worth', { currency, own: props.own })}
              inputmode="decimal"
              stored={worthText(rateOf(currency), props.own)}
              onSave={text => {
                const rate = parseRate(text, currency, props.own)
                if (rate === undefined) return t('tenders.settings.badRate')
                change(currency, rate)
                return null
              }}
            />
            <SavedText
              label={t('tenders.settings.step', { currency })}
              description={t('tenders.settings.stepHint')}
              inputmode="decimal"
              stored={formatAmount(rateOf(currency)?.step ?? 1, currency)}
              onSave={text => {
                const step = parseAmount(text, currency)
                if (step === undefined || step === 0) return t('tenders.settings.badStep')
                change(currency, { step })
                return null
              }}
            />
            <Button
              icon={X}
              variant="quiet"
              onClick={() => write(rates().filter(rate => rate.currency !== currency))}
            >
              {t('tenders.settings.remove', { currency })}
            </Button>
          </div>
        )}
      </For>
      <div class="store-tenders__add">
        <TextField
          label={t('tenders.settings.addCurrency')}
          value={code()}
          onValue={value => {
            setCode(value)
            setProblem(undefined)
          }}
          error={problem()}
          maxlength={3}
          placeholder="EUR"
          autocapitalize="characters"
          autocomplete="off"
          onKeyDown={event => event.key === 'Enter' && add()}
        />
        <Button icon={Plus} onClick={() => add()}>
          {t('tenders.settings.add')}
        </Button>
      </div>
    </div>
  )
}

function worthText(rate: StoreRate | undefined, own: CurrencyCode): string {
  return rate === undefined ? '' : formatExchangeRate(rateMillionths(rate, rate.currency, own))
}
