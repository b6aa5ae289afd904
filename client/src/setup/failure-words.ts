import type { ApiFailure } from '../api/api-client.ts'
import { t } from '../i18n/translate.ts'
import type { BecomeTillResult } from './become-till.ts'

type Failure = ApiFailure | Extract<BecomeTillResult, { ok: false }>

/** A failure in words: what happened, and what to do about it. */
export function failureWords(failure: Failure): string {
  switch (failure.code) {
    case 'offline':
      return t('setup.failure.offline')
    case 'wrong-credentials':
      return t('setup.failure.wrongCredentials')
    case 'wrong-code':
      return t('setup.failure.wrongCode')
    case 'second-step-required':
      return t('setup.failure.secondStepRequired')
    case 'last-owner':
      return t('setup.failure.lastOwner')
    case 'too-many-attempts':
      return t('setup.failure.tooManyAttempts')
    case 'unauthenticated':
      return t('setup.failure.unauthenticated')
    case 'forbidden':
      return t('setup.failure.forbidden')
    case 'already-set-up':
      return t('setup.failure.alreadySetUp')
    case 'not-set-up':
      return t('setup.failure.notSetUp')
    case 'code-unknown':
      return t('setup.failure.codeUnknown')
    case 'code-used':
      return t('setup.failure.codeUsed')
    case 'code-expired':
      return t('setup.failure.codeExpired')
    case 'till-revoked':
      return t('setup.failure.tillRevoked')
    case 'insecure-page':
      return t('setup.failure.insecurePage')
    case 'storage-failed':
      return t('setup.failure.storageFailed', { reason: failure.message })
    case 'not-found':
      return t('setup.failure.notFound')
    case 'bad-request':
    case 'unusable-picture':
    case 'too-many-pictures':
    case 'unavailable':
      return t('setup.failure.unavailable')
  }
}
