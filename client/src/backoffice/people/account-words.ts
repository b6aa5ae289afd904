import type { ApiFailure } from '../../api/api-client.ts'
import { t } from '../../i18n/translate.ts'
import { failureWords } from '../../setup/failure-words.ts'

/** Why an account was not changed, with what to do first. */
export function accountFailureWords(failure: ApiFailure): string {
  return failure.code === 'last-owner' ? t('account.people.lastOwner') : failureWords(failure)
}
