import { t } from '../i18n/translate.ts'
import type { ProblemCode } from './import/plan-import.ts'

/** Why a value cannot be taken, in words for beside the field. */
export function problemWords(problem: ProblemCode): string {
  switch (problem) {
    case 'required':
      return t('office.problem.required')
    case 'too-long':
      return t('office.problem.tooLong')
    case 'too-many':
      return t('office.problem.tooMany')
    case 'not-a-number':
      return t('office.problem.notANumber')
    case 'not-a-price':
      return t('office.problem.notAPrice')
    case 'negative':
      return t('office.problem.negative')
    case 'too-precise':
      return t('office.problem.tooPrecise')
    case 'too-large':
      return t('office.problem.tooLarge')
    case 'not-a-barcode':
      return t('office.problem.notABarcode')
    case 'wrong-check-digit':
      return t('office.problem.wrongCheckDigit')
    case 'not-a-pin':
      return t('office.problem.notAPin')
    case 'repeated-in-file':
      return t('office.problem.repeatedInFile')
    case 'rounded-by-spreadsheet':
      return t('office.problem.roundedBySpreadsheet')
    case 'unknown-tax':
      return t('office.problem.unknownTax')
    case 'not-an-exemption':
    case 'not-a-badge':
    case 'not-a-picture':
    case 'not-text':
    case 'not-yes-or-no':
    case 'not-a-reference':
    case 'not-a-currency':
    case 'not-a-time-zone':
    case 'not-a-rate':
    case 'not-a-choice':
    case 'not-conditions':
    case 'not-a-benefit':
    case 'not-label-rules':
    case 'not-a-logo':
      return t('office.problem.unusable')
  }
}
