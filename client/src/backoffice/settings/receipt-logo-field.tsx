import type { ReceiptLogo } from '@evertill/crdt-model'
import ImageUp from 'lucide-solid/icons/image-up'
import Trash from 'lucide-solid/icons/trash'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Notice } from '../../ui/notice.tsx'
import { LOGO_WAYS, type LogoWay, readLogoFile } from './read-logo-file.ts'

/** A store's logo, from a picture file: black and white at once, so that what is seen is what is printed. */
export function ReceiptLogoField(props: {
  readonly logo: ReceiptLogo | null
  readonly onLogo: (logo: ReceiptLogo | null) => void
}): JSX.Element {
  let input: HTMLInputElement | undefined
  /** Kept, so that the other way can be tried on it. */
  const [file, setFile] = createSignal<File>()
  const [way, setWay] = createSignal<LogoWay>('dither')
  const [failed, setFailed] = createSignal(false)
  const take = async (chosen: File, by: LogoWay) => {
    setFile(chosen)
    setWay(by)
    const logo = await readLogoFile(chosen, by)
    setFailed(logo === null)
    if (logo) props.onLogo(logo)
  }
  const remove = () => {
    setFile(undefined)
    props.onLogo(null)
  }
  return (
    <fieldset class="receipt-editor__logo">
      <legend class="ui-field__label">{t('office.receipt.logo')}</legend>
      <p class="ui-field__description">{t('office.receipt.logoHint')}</p>
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        tabindex={-1}
        aria-label={t('office.receipt.chooseLogo')}
        accept="image/png,image/jpeg,image/webp"
        onChange={event => {
          const [chosen] = event.currentTarget.files ?? []
          if (chosen) void take(chosen, way())
          // The same file chosen again is a choice as well.
          event.currentTarget.value = ''
        }}
      />
      <div class="receipt-editor__chips">
        <Button icon={ImageUp} onClick={() => input?.click()}>
          {t('office.receipt.chooseLogo')}
        </Button>
        <Show when={props.logo}>
          <Button variant="quiet" icon={Trash} onClick={remove}>
            {t('office.receipt.removeLogo')}
          </Button>
        </Show>
      </div>
      <Show when={file()}>
        {chosen => (
          <div class="receipt-editor__chips">
            <For each={LOGO_WAYS}>
              {each => (
                <Chip selected={way() === each} onSelect={() => void take(chosen(), each)}>
                  {t(`office.receipt.${each}`)}
                </Chip>
              )}
            </For>
          </div>
        )}
      </Show>
      <Show when={failed()}>
        <Notice kind="error" title={t('office.receipt.logoUnread')} />
      </Show>
    </fieldset>
  )
}
