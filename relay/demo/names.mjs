/** Words that stay as they are written in the shop's language. */
const UPPER = new Set(
  'LED UK USA BBQ CD DVD TV USB XL XXL XXXL II III IV VI VII VIII VS VSOP XO YO YR POS RTD IPA NYC ABV'.split(
    ' ',
  ),
)
const LOWER = new Set('and of the in on with for to at by a an or from'.split(' '))

/** `SET OF 3 WOODEN CHILDREN'S BLOCKS` -> `Set of 3 Wooden Children's Blocks`. */
export function titleCase(text) {
  const words = text
    .replace(/\s+/g, ' ')
    .replace(/\s+([,.;])/g, '$1')
    .replace(/,(?=\S)/g, ', ')
    .replace(/^[\s.,*'-]+|[\s.,*-]+$/g, '')
    .split(' ')
  return words.map((word, index) => caseOf(word, index === 0)).join(' ')
}

function caseOf(word, first) {
  const bare = word.replace(/[^A-Za-z]/g, '').toUpperCase()
  if (UPPER.has(bare)) return word.toUpperCase()
  if (/^[A-Z]\/\d/i.test(word) || /^\d+[A-Z]{0,3}$/i.test(word))
    return /\d(CM|ML|MM|KG|G|L)$/i.test(word) ? word.toLowerCase() : word.toUpperCase()
  const lower = word.toLowerCase()
  if (!first && LOWER.has(lower)) return lower
  return lower.replace(/(^|[-/&(+."“])([a-z])/g, (_, before, letter) => before + letter.toUpperCase())
}
