import { For, type JSX } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { Sheet } from '../ui/modal.tsx'
import { PAY_WAYS } from './pay-ways.ts'
import './shortcut-sheet.css'

const ROWS = [
  [() => t('till.shortcuts.type'), () => t('till.shortcuts.typeWhat')],
  [() => t('till.shortcuts.quantity'), () => t('till.shortcuts.quantityWhat')],
  [() => 'F2', () => t('till.shortcuts.search')],
  [() => t('till.shortcuts.key.arrows'), () => t('till.shortcuts.lines')],
  [() => t('till.shortcuts.key.plusMinus'), () => t('till.shortcuts.more')],
  [() => `F8 · ${t('till.shortcuts.key.delete')}`, () => t('till.shortcuts.remove')],
  [() => 'F4', () => t('till.shortcuts.park')],
  [() => 'Shift F4', () => t('till.shortcuts.parkNamed')],
  [() => 'Alt 1–9', () => t('till.shortcuts.recall')],
  [() => 'Alt 0', () => t('till.shortcuts.allParked')],
  [() => 'F6', () => t('till.shortcuts.customer')],
  [() => 'F3', () => t('till.shortcuts.coupon')],
  [() => t('till.shortcuts.key.shiftF3'), () => t('till.shortcuts.returns')],
  [() => 'F7', () => t('till.shortcuts.age')],
  [() => `F9 · ${t('till.shortcuts.key.enter')}`, () => t('till.shortcuts.pay')],
  [() => 'F10', () => t('till.shortcuts.exact')],
  [payLetters, () => t('till.shortcuts.ways')],
  [() => 'F12', () => t('till.shortcuts.lock')],
  [() => t('till.shortcuts.key.shiftF2'), () => t('till.shortcuts.shift')],
  [() => t('till.shortcuts.key.escape'), () => t('till.shortcuts.back')],
  [() => 'F1 · ?', () => t('till.shortcuts.help')],
] as const

/** The letters that choose a way of paying, in the language on screen. */
function payLetters(): string {
  return PAY_WAYS.map(way => t(`till.pay.letter.${way}`)).join(' ')
}

/** Every key of the till, for people. */
export function ShortcutSheet(props: { readonly onClose: () => void }): JSX.Element {
  return (
    <Sheet open onClose={props.onClose} title={t('till.shortcuts.title')}>
      <dl class="till-shortcuts">
        <For each={ROWS}>
          {([keys, what]) => (
            <div>
              <dt>{what()}</dt>
              <dd>
                <kbd>{keys()}</kbd>
              </dd>
            </div>
          )}
        </For>
      </dl>
    </Sheet>
  )
}
