import type { PictureHash } from '@evertill/crdt-model'
import Camera from 'lucide-solid/icons/camera'
import ImagePlus from 'lucide-solid/icons/image-plus'
import X from 'lucide-solid/icons/x'
import { createSignal, createUniqueId, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Picture } from '../../ui/picture.tsx'
import { createFileDrop } from '../create-file-drop.ts'
import { fieldWords } from '../field-words.ts'
import { useOffice } from '../office-context.tsx'
import './picture-field.css'
import { type PictureFileProblem, preparePicture } from './prepare-picture.ts'

/** A product's picture: chosen, dropped, pasted or taken, then kept on this device and sent to the relay. */
export function PictureField(props: {
  readonly picture: PictureHash | null
  readonly onPicture: (picture: PictureHash | null) => void
}): JSX.Element {
  const office = useOffice()
  const hintId = createUniqueId()
  const [problem, setProblem] = createSignal<string>()
  const [busy, setBusy] = createSignal(false)
  const kept = createLiveQuery(async () => {
    const { picture } = props
    return picture === null ? undefined : office.database.pictures.get(picture)
  })

  const use = async (file: Blob | undefined) => {
    if (file === undefined || busy()) return
    setBusy(true)
    setProblem(undefined)
    try {
      const prepared = await preparePicture(file)
      if (!prepared.ok) return void setProblem(problemWords(prepared.problem))
      const added = await office.replica.send<'addPicture'>({ type: 'addPicture', bytes: prepared.bytes })
      if (added.kind === 'added') props.onPicture(added.hash)
      else setProblem(t('office.item.pictureUnreadable'))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      setProblem(t('office.products.saveFailed', { reason }))
    } finally {
      setBusy(false)
    }
  }
  const drop = createFileDrop(file => void use(file))
  const paste = (event: ClipboardEvent) => {
    const file = [...(event.clipboardData?.files ?? [])].find(each => each.type.startsWith('image/'))
    if (file === undefined) return
    event.preventDefault()
    void use(file)
  }
  onMount(() => document.addEventListener('paste', paste))
  onCleanup(() => document.removeEventListener('paste', paste))

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid in every browser
    <div
      role="group"
      class="picture-field"
      classList={{ 'picture-field--over': drop.isOver() }}
      aria-label={fieldWords('picture')}
      aria-describedby={hintId}
      {...drop.handlers}
    >
      <div class="picture-field__frame" data-picture={props.picture ?? ''}>
        <Picture picture={props.picture}>
          <Icon of={ImagePlus} size="large" />
        </Picture>
      </div>
      <div class="picture-field__side">
        <span class="ui-field__label">{fieldWords('picture')}</span>
        <span id={hintId} class="ui-field__description">
          {t('office.item.pictureHint')}
        </span>
        <div class="picture-field__actions">
          <FileButton
            label={props.picture === null ? t('office.item.choosePicture') : t('office.item.changePicture')}
            icon={<Icon of={ImagePlus} />}
            onFile={use}
          />
          <span class="picture-field__camera">
            <FileButton
              label={t('office.item.takePicture')}
              icon={<Icon of={Camera} />}
              camera
              onFile={use}
            />
          </span>
          <Show when={props.picture !== null}>
            <Button icon={X} variant="quiet" onClick={() => props.onPicture(null)}>
              {t('office.item.noPicture')}
            </Button>
          </Show>
        </div>
        <span role="status" class="picture-field__state">
          <Show when={problem()} fallback={<State state={kept()?.state} busy={busy()} />}>
            {words => <span class="ui-field__error">{words()}</span>}
          </Show>
        </span>
      </div>
    </div>
  )
}

/** What is to be known of a picture that is not at the relay. */
function State(props: {
  readonly state: 'waiting' | 'stored' | 'refused' | undefined
  readonly busy: boolean
}): JSX.Element {
  const words = () => {
    if (props.busy) return t('office.item.pictureBusy')
    if (props.state === 'waiting') return t('office.item.pictureWaits')
    return props.state === 'refused' ? t('office.item.pictureRefused') : ''
  }
  return <span classList={{ 'ui-field__error': props.state === 'refused' }}>{words()}</span>
}

/** A button that asks for a file: the input itself lies under it and takes keys and focus. */
function FileButton(props: {
  readonly label: string
  readonly icon: JSX.Element
  /** Opens a phone's camera. */
  readonly camera?: boolean
  readonly onFile: (file: Blob | undefined) => Promise<void>
}): JSX.Element {
  return (
    <label class="ui-button ui-button--secondary ui-button--office picture-field__file">
      {props.icon}
      <span class="ui-button__label">{props.label}</span>
      <input
        class="visually-hidden"
        type="file"
        accept="image/*"
        {...(props.camera && { capture: 'environment' as const })}
        onChange={event => {
          void props.onFile(event.currentTarget.files?.[0])
          // The same file chosen again is a change too.
          event.currentTarget.value = ''
        }}
      />
    </label>
  )
}

function problemWords(problem: PictureFileProblem): string {
  switch (problem) {
    case 'unreadable':
      return t('office.item.pictureUnreadable')
    case 'too-heavy':
      return t('office.item.pictureTooHeavy')
    case 'too-detailed':
      return t('office.item.pictureTooDetailed')
  }
}
