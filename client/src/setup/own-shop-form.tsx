import { CURRENCY_CODES, type SessionReply } from '@evertill/crdt-model'
import { Switch as Choose, createMemo, createSignal, For, type JSX, Match, Show } from 'solid-js'
import { setUpShop } from '../api/relay-api.ts'
import { locale, t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Switch } from '../ui/switch.tsx'
import { TextField } from '../ui/text-field.tsx'
import { ChoiceField } from './choice-field.tsx'
import { draftProblemWords } from './draft-words.ts'
import { failureWords } from './failure-words.ts'
import { defaultsFor } from './region-defaults.ts'
import {
  type DraftField,
  type DraftProblems,
  emptyDraft,
  problemsFromRelay,
  readDraft,
  SETUP_STEPS,
  type SetupDraft,
  stepOf,
} from './setup-draft.ts'

/** Opening a shop in three short steps; nothing is sent before the last. */
export function OwnShopForm(props: {
  readonly onBack: () => void
  readonly onDone: (session: SessionReply) => void
}): JSX.Element {
  const [draft, setDraft] = createSignal<SetupDraft>(
    emptyDraft(
      defaultsFor(navigator.language),
      Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
      t('setup.own.till.defaultName'),
    ),
  )
  const [stepIndex, setStepIndex] = createSignal(0)
  const [problems, setProblems] = createSignal<DraftProblems>({})
  const [failure, setFailure] = createSignal<string>()
  const [busy, setBusy] = createSignal(false)
  const step = () => SETUP_STEPS[stepIndex()] ?? 'owner'

  const form: DraftForm = {
    draft,
    set(field, value) {
      setDraft(before => ({ ...before, [field]: value }))
      // What was wrong with this field is out of date; what is wrong with others is not.
      setProblems(before => ({ ...before, [field]: undefined }))
    },
    error: field => draftProblemWords(problems()[field]),
  }

  /** Shows the problems of the steps so far; true when there are none. */
  const stepsAreGood = (found: DraftProblems): boolean => {
    const here = Object.entries(found).filter(
      ([field]) => SETUP_STEPS.indexOf(stepOf(field as DraftField)) <= stepIndex(),
    )
    setProblems(Object.fromEntries(here))
    const first = Math.min(...here.map(([field]) => SETUP_STEPS.indexOf(stepOf(field as DraftField))))
    if (here.length > 0) setStepIndex(first)
    return here.length === 0
  }

  const goOn = async (event: SubmitEvent) => {
    event.preventDefault()
    if (busy()) return
    setFailure(undefined)
    const reading = readDraft(draft())
    if (!reading.ok && !stepsAreGood(reading.problems)) return
    if (stepIndex() < SETUP_STEPS.length - 1) {
      setStepIndex(stepIndex() + 1)
      return
    }
    if (!reading.ok) return
    setBusy(true)
    const answer = await setUpShop(reading.request)
    setBusy(false)
    if (answer.ok) return props.onDone(answer.value)
    const fields = 'fields' in answer ? problemsFromRelay(answer.fields) : {}
    if (stepsAreGood(fields)) setFailure(failureWords(answer))
  }

  return (
    <form class="setup-form" noValidate onSubmit={event => void goOn(event)}>
      <div class="setup-bar" aria-hidden="true">
        <For each={SETUP_STEPS}>{(_, index) => <span data-done={index() <= stepIndex()} />}</For>
      </div>
      <div class="setup-heading">
        <span class="setup-progress">
          {t('setup.own.progress', { step: stepIndex() + 1, steps: SETUP_STEPS.length })}
        </span>
        <h1>{t(`setup.own.${step()}.title`)}</h1>
        <p>{t(`setup.own.${step()}.intro`)}</p>
      </div>
      <Choose>
        <Match when={step() === 'owner'}>
          <OwnerFields form={form} />
        </Match>
        <Match when={step() === 'shop'}>
          <ShopFields form={form} />
        </Match>
        <Match when={step() === 'till'}>
          <TillFields form={form} />
        </Match>
      </Choose>
      <Show when={failure()}>{words => <Notice kind="error" title={words()} />}</Show>
      <div class="setup-actions">
        <Button
          size="till"
          onClick={() => (stepIndex() === 0 ? props.onBack() : setStepIndex(stepIndex() - 1))}
        >
          {t('ui.action.back')}
        </Button>
        <Button type="submit" size="till" variant="primary" busy={busy()}>
          {stepIndex() === SETUP_STEPS.length - 1 ? t('setup.own.finish') : t('setup.own.next')}
        </Button>
      </div>
    </form>
  )
}

interface DraftForm {
  readonly draft: () => SetupDraft
  readonly set: <Field extends DraftField>(field: Field, value: SetupDraft[Field]) => void
  readonly error: (field: DraftField) => string | undefined
}

function OwnerFields(props: { readonly form: DraftForm }): JSX.Element {
  const [shown, setShown] = createSignal(false)
  return (
    <>
      <TextField
        label={t('setup.own.owner.name')}
        value={props.form.draft().ownerName}
        onValue={value => props.form.set('ownerName', value)}
        error={props.form.error('ownerName')}
        name="ownerName"
        autocomplete="name"
        autofocus
      />
      <TextField
        label={t('setup.own.owner.email')}
        value={props.form.draft().email}
        onValue={value => props.form.set('email', value)}
        error={props.form.error('email')}
        name="email"
        type="email"
        inputmode="email"
        autocomplete="username"
      />
      <TextField
        label={t('setup.own.owner.password')}
        description={t('setup.own.owner.passwordHint')}
        value={props.form.draft().password}
        onValue={value => props.form.set('password', value)}
        error={props.form.error('password')}
        name="password"
        type={shown() ? 'text' : 'password'}
        autocomplete="new-password"
      />
      <Switch label={t('setup.own.owner.showPassword')} checked={shown()} onChecked={setShown} />
    </>
  )
}

function ShopFields(props: { readonly form: DraftForm }): JSX.Element {
  const currencies = createMemo(() => {
    const names = new Intl.DisplayNames([locale()], { type: 'currency' })
    return CURRENCY_CODES.map(code => ({
      value: code as string,
      label: `${code} · ${names.of(code) ?? code}`,
    }))
  })
  const timeZones = Intl.supportedValuesOf('timeZone').map(zone => ({
    value: zone,
    label: zone.replaceAll('_', ' '),
  }))
  // A browser may name the zone it is in by an alias that its own list lacks.
  const ownZone = props.form.draft().timeZone
  if (!timeZones.some(zone => zone.value === ownZone)) timeZones.unshift({ value: ownZone, label: ownZone })
  return (
    <>
      <TextField
        label={t('setup.own.shop.name')}
        value={props.form.draft().storeName}
        onValue={value => props.form.set('storeName', value)}
        error={props.form.error('storeName')}
        name="storeName"
        autocomplete="organization"
        autofocus
      />
      <div class="setup-pair">
        <ChoiceField
          label={t('setup.own.shop.currency')}
          options={currencies()}
          value={props.form.draft().currency}
          onValue={value => props.form.set('currency', value)}
          error={props.form.error('currency')}
          name="currency"
        />
        <ChoiceField
          label={t('setup.own.shop.timeZone')}
          options={timeZones}
          value={props.form.draft().timeZone}
          onValue={value => props.form.set('timeZone', value)}
          error={props.form.error('timeZone')}
          name="timeZone"
        />
      </div>
      <div class="setup-pair">
        <TextField
          label={t('setup.own.shop.taxName')}
          description={t('setup.own.shop.taxNameHint')}
          value={props.form.draft().taxName}
          onValue={value => props.form.set('taxName', value)}
          error={props.form.error('taxName')}
          name="taxName"
        />
        <TextField
          label={t('setup.own.shop.taxPercent')}
          value={props.form.draft().taxPercent}
          onValue={value => props.form.set('taxPercent', value)}
          error={props.form.error('taxPercent')}
          name="taxPercent"
          inputmode="decimal"
        />
      </div>
      <TaxKind
        included={props.form.draft().taxIncluded}
        onIncluded={included => props.form.set('taxIncluded', included)}
      />
    </>
  )
}

function TaxKind(props: {
  readonly included: boolean
  readonly onIncluded: (included: boolean) => void
}): JSX.Element {
  const option = (included: boolean, label: () => string, hint: () => string) => (
    <label class="setup-radio">
      <input
        type="radio"
        name="taxIncluded"
        checked={props.included === included}
        onChange={() => props.onIncluded(included)}
      />
      <span>
        {label()}
        <small>{hint()}</small>
      </span>
    </label>
  )
  return (
    <fieldset class="setup-radios">
      <legend>{t('setup.own.shop.taxKind')}</legend>
      {option(
        true,
        () => t('setup.own.shop.taxIncluded'),
        () => t('setup.own.shop.taxIncludedHint'),
      )}
      {option(
        false,
        () => t('setup.own.shop.taxAdded'),
        () => t('setup.own.shop.taxAddedHint'),
      )}
    </fieldset>
  )
}

function TillFields(props: { readonly form: DraftForm }): JSX.Element {
  return (
    <>
      <TextField
        label={t('setup.own.till.name')}
        value={props.form.draft().tillName}
        onValue={value => props.form.set('tillName', value)}
        error={props.form.error('tillName')}
        name="tillName"
      />
      <div class="setup-pair">
        <TextField
          label={t('setup.own.till.cashier')}
          description={t('setup.own.till.cashierHint')}
          value={props.form.draft().cashierName}
          onValue={value => props.form.set('cashierName', value)}
          error={props.form.error('cashierName')}
          name="cashierName"
          autocomplete="off"
          autofocus
        />
        <TextField
          label={t('setup.own.till.pin')}
          description={t('setup.own.till.pinHint')}
          value={props.form.draft().pin}
          onValue={value => props.form.set('pin', value)}
          error={props.form.error('pin')}
          name="pin"
          inputmode="numeric"
          autocomplete="off"
          maxlength={8}
        />
      </div>
    </>
  )
}
