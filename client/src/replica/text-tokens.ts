/** Text as it is compared in a search: lower case, without accents, other signs than letters and digits as one space. */
export function normaliseText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The distinct words of a normalised text. */
export function wordsOf(normalised: string): string[] {
  return normalised === '' ? [] : [...new Set(normalised.split(' '))]
}
