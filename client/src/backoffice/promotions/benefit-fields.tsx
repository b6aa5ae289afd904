import type { Benefit, BundlePart, CatalogId, CurrencyCode, QuantityBreak } from '@evertill/crdt-model'
import Plus from 'lucide-solid/icons/plus'
import Trash from 'lucide-solid/icons/trash'
import { Index, type JSX, Match, Show, Switch } from 'solid-js'
import { formatQuantity } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { Switch as Toggle } from '../../ui/switch.tsx'
import { CountField, QuantityField } from './number-fields.tsx'
import { ReductionFields } from './reduction-fields.tsx'
import { SelectorFields } from './selector-fields.tsx'
import { withField } from './sets.ts'

type Of<Kind extends Benefit['kind']> = Extract<Benefit, { readonly kind: Kind }>

interface BenefitProps<Shown extends Benefit> {
  readonly benefit: Shown
  readonly catalog: CatalogId
  readonly currency: CurrencyCode
  readonly onBenefit: (benefit: Shown) => void
}

/** What a promotion gives: the fields of its kind. */
export function BenefitFields(props: BenefitProps<Benefit>): JSX.Element {
  const around = () => ({ catalog: props.catalog, currency: props.currency, onBenefit: props.onBenefit })
  return (
    <Switch>
      <Match when={props.benefit.kind === 'each' && props.benefit}>
        {benefit => <EachFields {...around()} benefit={benefit()} />}
      </Match>
      <Match when={props.benefit.kind === 'breaks' && props.benefit}>
        {benefit => <BreaksFields {...around()} benefit={benefit()} />}
      </Match>
      <Match when={props.benefit.kind === 'cheapest' && props.benefit}>
        {benefit => <CheapestFields {...around()} benefit={benefit()} />}
      </Match>
      <Match when={props.benefit.kind === 'bundle' && props.benefit}>
        {benefit => <BundleFields {...around()} benefit={benefit()} />}
      </Match>
      <Match when={props.benefit.kind === 'whole-sale' && props.benefit}>
        {benefit => (
          <ReductionFields
            off={benefit().off}
            withoutPrice
            currency={props.currency}
            onOff={off => off.kind !== 'price' && props.onBenefit({ kind: 'whole-sale', off })}
          />
        )}
      </Match>
    </Switch>
  )
}

function EachFields(props: BenefitProps<Of<'each'>>): JSX.Element {
  return (
    <>
      <ReductionFields
        off={props.benefit.off}
        currency={props.currency}
        onOff={off => props.onBenefit({ ...props.benefit, off })}
      />
      <OnWhat {...props} />
    </>
  )
}

/** The selector of a kind that has one. */
function OnWhat<Shown extends Of<'each' | 'breaks' | 'cheapest'>>(props: BenefitProps<Shown>): JSX.Element {
  return (
    <fieldset class="offer-group">
      <legend>{t('promotions.editor.what')}</legend>
      <SelectorFields
        on={props.benefit.on}
        catalog={props.catalog}
        currency={props.currency}
        onOn={on => props.onBenefit({ ...props.benefit, on })}
      />
    </fieldset>
  )
}

function BreaksFields(props: BenefitProps<Of<'breaks'>>): JSX.Element {
  const set = (breaks: readonly QuantityBreak[]) => props.onBenefit({ ...props.benefit, breaks })
  const change = (index: number, changed: QuantityBreak) =>
    set(props.benefit.breaks.map((each, at) => (at === index ? changed : each)))
  const add = () => {
    const last = props.benefit.breaks.at(-1)
    const off = last?.off ?? { kind: 'percent', millionths: 100_000 }
    set([...props.benefit.breaks, { quantity: (last?.quantity ?? 0) + 6_000, off }])
  }
  return (
    <>
      <Index each={props.benefit.breaks}>
        {(step, index) => (
          <fieldset class="offer-group">
            <legend class="visually-hidden">
              {`${t('promotions.group.from')} ${formatQuantity(step().quantity)}`}
            </legend>
            <QuantityField
              label={t('promotions.group.from')}
              value={step().quantity}
              onValue={quantity => change(index, { ...step(), quantity })}
            />
            <ReductionFields
              off={step().off}
              currency={props.currency}
              onOff={off => change(index, { ...step(), off })}
            />
            <Show when={props.benefit.breaks.length > 1}>
              <Button icon={Trash} onClick={() => set(props.benefit.breaks.filter((_, at) => at !== index))}>
                {t('promotions.group.removeStep', { quantity: formatQuantity(step().quantity) })}
              </Button>
            </Show>
          </fieldset>
        )}
      </Index>
      <Show when={props.benefit.breaks.length < 20}>
        <Button icon={Plus} onClick={add}>
          {t('promotions.group.addStep')}
        </Button>
      </Show>
      <OnWhat {...props} />
    </>
  )
}

function CheapestFields(props: BenefitProps<Of<'cheapest'>>): JSX.Element {
  const set = (values: Partial<Of<'cheapest'>>) => props.onBenefit({ ...props.benefit, ...values })
  return (
    <>
      <div class="offer-pair">
        <CountField
          label={t('promotions.group.take')}
          from={1}
          to={1000}
          value={props.benefit.take}
          // No more can be reduced than are taken.
          onValue={take => set({ take, cut: Math.min(props.benefit.cut, take) })}
        />
        <CountField
          label={t('promotions.group.cut')}
          from={1}
          to={props.benefit.take}
          value={props.benefit.cut}
          onValue={cut => set({ cut })}
        />
      </div>
      <ReductionFields off={props.benefit.off} currency={props.currency} onOff={off => set({ off })} />
      <OnWhat {...props} />
      <Toggle
        label={t('promotions.group.mixed')}
        description={t('promotions.group.mixedHint')}
        checked={props.benefit.mixed}
        onChecked={mixed => set({ mixed })}
      />
      <TimesField {...props} />
    </>
  )
}

/** How many groups a sale may have. */
function TimesField<Shown extends Of<'cheapest' | 'bundle'>>(props: BenefitProps<Shown>): JSX.Element {
  return (
    <CountField
      label={t('promotions.group.times')}
      description={t('promotions.group.timesHint')}
      from={1}
      to={1000}
      value={props.benefit.times}
      onValue={times => props.onBenefit({ ...props.benefit, times })}
      onNone={() => props.onBenefit(withField(props.benefit, 'times', undefined))}
    />
  )
}

function BundleFields(props: BenefitProps<Of<'bundle'>>): JSX.Element {
  const set = (parts: readonly BundlePart[]) => props.onBenefit({ ...props.benefit, parts })
  const change = (index: number, changed: BundlePart) =>
    set(props.benefit.parts.map((part, at) => (at === index ? changed : part)))
  return (
    <>
      <Index each={props.benefit.parts}>
        {(part, index) => (
          <fieldset class="offer-group">
            <legend>{t('promotions.group.part', { number: index + 1 })}</legend>
            <CountField
              label={t('promotions.group.pieces')}
              from={1}
              to={1000}
              value={part().pieces}
              onValue={pieces => change(index, { ...part(), pieces })}
            />
            <SelectorFields
              on={part().on}
              catalog={props.catalog}
              currency={props.currency}
              onOn={on => change(index, { ...part(), on })}
            />
            <Show when={props.benefit.parts.length > 1}>
              <Button icon={Trash} onClick={() => set(props.benefit.parts.filter((_, at) => at !== index))}>
                {t('promotions.group.removePart', { number: index + 1 })}
              </Button>
            </Show>
          </fieldset>
        )}
      </Index>
      <Show when={props.benefit.parts.length < 12}>
        <Button icon={Plus} onClick={() => set([...props.benefit.parts, { on: {}, pieces: 1 }])}>
          {t('promotions.group.addPart')}
        </Button>
      </Show>
      <fieldset class="offer-group">
        <legend>{t('promotions.group.together')}</legend>
        <ReductionFields
          off={props.benefit.off}
          currency={props.currency}
          onOff={off => props.onBenefit({ ...props.benefit, off })}
        />
        <TimesField {...props} />
      </fieldset>
    </>
  )
}
