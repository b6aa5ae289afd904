import { type Component, lazy } from 'solid-js'
import type { Area } from '../i18n/text-types.ts'
import { loadTexts } from '../i18n/translate.ts'
import { loadPart } from '../local/load-part.ts'

/** A screen, or a section of one, that is loaded when it is opened, together with the words of its areas. */
export function lazyScreen<Props extends object = object>(
  areas: Area | readonly Area[],
  load: () => Promise<Component<Props>>,
): ReturnType<typeof lazy<Component<Props>>> {
  return lazy(async () => {
    const [screen] = await Promise.all([loadPart(load), loadTexts(...[areas].flat())])
    return { default: screen }
  })
}
