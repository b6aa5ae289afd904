import {
  type Hours,
  type PromotionConditions,
  parseBusinessDay,
  type Times,
  type Weekday,
} from '@evertill/crdt-model'
import Plus from 'lucide-solid/icons/plus'
import Trash from 'lucide-solid/icons/trash'
import { For, Index, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useOffice } from '../office-context.tsx'
import { hourWords, weekdayName } from './promotion-words.ts'
import { toggled, withField } from './sets.ts'

/** What promotions and price lists are limited by alike. */
export type OfferLimits = Pick<PromotionConditions, keyof Times | 'stores' | 'customerGroups'>

interface LimitsProps<Limits extends OfferLimits> {
  readonly limits: Limits
  readonly onLimits: (limits: Limits) => void
}

const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]
const EVENING: Hours = { from: 1020, until: 1140 }

/** When an offer holds: days, days of the week, hours. */
export function TimeFields<Limits extends OfferLimits>(props: LimitsProps<Limits>): JSX.Element {
  const setDay = (field: 'from' | 'until', text: string) =>
    props.onLimits(withField(props.limits, field, parseBusinessDay(text)))
  const daysWrong = () => {
    const { from, until } = props.limits
    return from !== undefined && until !== undefined && until < from && t('promotions.when.daysWrong')
  }
  const setWeekday = (day: Weekday) => {
    const days = toggled(new Set(props.limits.weekdays), day)
    props.onLimits(withField(props.limits, 'weekdays', days && [...days].sort((a, b) => a - b)))
  }
  return (
    <div class="offer-stack">
      <div class="offer-pair">
        <TextField
          label={t('promotions.when.from')}
          type="date"
          value={props.limits.from ?? ''}
          onValue={text => setDay('from', text)}
        />
        <TextField
          label={t('promotions.when.until')}
          type="date"
          value={props.limits.until ?? ''}
          onValue={text => setDay('until', text)}
          error={daysWrong()}
        />
      </div>
      <fieldset class="offer-chips offer-weekdays">
        <legend class="ui-field__label">{t('promotions.when.weekdays')}</legend>
        <For each={WEEKDAYS}>
          {day => (
            <Chip selected={props.limits.weekdays?.includes(day) ?? false} onSelect={() => setWeekday(day)}>
              {weekdayName(day)}
            </Chip>
          )}
        </For>
      </fieldset>
      <Show when={props.limits.weekdays === undefined}>
        <p class="office-muted">{t('promotions.when.weekdaysHint')}</p>
      </Show>
      <HourFields {...props} />
    </div>
  )
}

function HourFields<Limits extends OfferLimits>(props: LimitsProps<Limits>): JSX.Element {
  const hours = () => props.limits.hours ?? []
  const set = (next: readonly Hours[]) =>
    props.onLimits(withField(props.limits, 'hours', next.length === 0 ? undefined : next))
  const change = (index: number, changed: Hours) =>
    set(hours().map((each, at) => (at === index ? changed : each)))
  return (
    <>
      <Index each={hours()}>
        {(each, index) => (
          <div class="offer-hours">
            <TextField
              label={t('promotions.when.hoursFrom')}
              type="time"
              value={clockText(each().from)}
              onValue={text => change(index, { ...each(), from: readClock(text) ?? each().from })}
            />
            <TextField
              label={t('promotions.when.hoursUntil')}
              type="time"
              value={clockText(each().until)}
              onValue={text => change(index, { ...each(), until: readClock(text) ?? each().until })}
            />
            <Button iconOnly icon={Trash} onClick={() => set(hours().filter((_, at) => at !== index))}>
              {t('promotions.when.removeHours', { hours: hourWords(each()) })}
            </Button>
          </div>
        )}
      </Index>
      <Show when={hours().length > 0}>
        <p class="office-muted">{t('promotions.when.hoursHint')}</p>
      </Show>
      <Show when={hours().length < 24}>
        <Button class="offer-add" icon={Plus} onClick={() => set([...hours(), EVENING])}>
          {t('promotions.when.addHours')}
        </Button>
      </Show>
    </>
  )
}

/** Where and for whom an offer holds: stores that sell from the catalog, and customer groups. */
export function PlaceFields<Limits extends OfferLimits>(
  props: LimitsProps<Limits> & { readonly catalog: string },
): JSX.Element {
  const office = useOffice()
  const groups = () =>
    (office.customerGroups() ?? []).filter(
      group => !group.archived || props.limits.customerGroups?.has(group.id),
    )
  const stores = () => (office.stores() ?? []).filter(store => store.catalog === props.catalog)
  return (
    <div class="offer-stack">
      <Show when={stores().length > 1 || props.limits.stores !== undefined}>
        <fieldset class="offer-chips">
          <legend class="ui-field__label">{t('promotions.where.stores')}</legend>
          <For each={stores()}>
            {store => (
              <Chip
                selected={props.limits.stores?.has(store.id) ?? false}
                onSelect={() =>
                  props.onLimits(withField(props.limits, 'stores', toggled(props.limits.stores, store.id)))
                }
              >
                {store.name}
              </Chip>
            )}
          </For>
        </fieldset>
        <p class="office-muted">{t('promotions.where.storesHint')}</p>
      </Show>
      <Show when={groups().length > 0}>
        <fieldset class="offer-chips">
          <legend class="ui-field__label">{t('promotions.where.groups')}</legend>
          <For each={groups()}>
            {group => (
              <Chip
                selected={props.limits.customerGroups?.has(group.id) ?? false}
                onSelect={() =>
                  props.onLimits(
                    withField(props.limits, 'customerGroups', toggled(props.limits.customerGroups, group.id)),
                  )
                }
              >
                {group.name}
              </Chip>
            )}
          </For>
        </fieldset>
        <p class="office-muted">{t('promotions.where.groupsHint')}</p>
      </Show>
    </div>
  )
}

/** `17:00` as the browser's own time field has it. */
export function clockText(minute: number): string {
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`
}

/** Minutes since midnight. */
export function readClock(text: string): number | undefined {
  const match = /^(\d{2}):(\d{2})/.exec(text)
  return match === null ? undefined : Number(match[1]) * 60 + Number(match[2])
}
