import { t } from '../i18n/translate.ts'
import type { DraftProblem } from './setup-draft.ts'

/** Why a field was not taken, in words for beside it. */
export function draftProblemWords(problem: DraftProblem | undefined): string | undefined {
  switch (problem) {
    case undefined:
      return undefined
    case 'required':
      return t('setup.field.required')
    case 'too-short':
      return t('setup.field.tooShort')
    case 'too-long':
      return t('setup.field.tooLong')
    case 'not-an-email':
      return t('setup.field.notAnEmail')
    case 'not-a-pin':
      return t('setup.field.notAPin')
    case 'not-supported':
      return t('setup.field.notSupported')
    case 'taken':
      return t('setup.field.taken')
    case 'not-a-rate':
      return t('setup.field.notARate')
  }
}
