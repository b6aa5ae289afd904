import { type BadgeCode, parseBadgeCode } from '@evertill/crdt-model'
import { t } from '../i18n/translate.ts'
import { showToast } from '../ui/toast.tsx'

/** Where scanned badges go: to whatever asks who somebody is, and nowhere else. */
export interface BadgeDesk {
  /** Takes a scan if it is a badge; tells whether it was. A badge is never looked up, shown or journaled as a code. */
  readonly take: (scanned: string) => boolean
  /** Is given badges until the returned function is called; the last that began goes first. */
  readonly listen: (listener: (code: BadgeCode) => void) => () => void
}

export function createBadgeDesk(): BadgeDesk {
  let listeners: readonly ((code: BadgeCode) => void)[] = []
  return {
    take(scanned) {
      const code = parseBadgeCode(scanned)
      if (code === undefined) return false
      const listener = listeners.at(-1)
      if (listener) listener(code)
      else showToast({ text: t('till.badge.whileSelling') })
      return true
    },
    listen(listener) {
      listeners = [...listeners, listener]
      return () => {
        listeners = listeners.filter(each => each !== listener)
      }
    },
  }
}
