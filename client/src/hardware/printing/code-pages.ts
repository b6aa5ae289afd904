/** The code pages that every receipt printer of the trade has, the likeliest first. */
export const CODE_PAGES = ['cp437', 'cp858', 'windows1252'] as const
export type CodePage = (typeof CODE_PAGES)[number]

/** What of Western writing each has above ASCII. (`TextDecoder` takes the last for Latin-1 in some versions of Node.) */
const LETTERS: Readonly<Record<CodePage, ReadonlySet<string>>> = {
  cp437: new Set('ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥ƒáíóúñÑªº¿¬½¼¡«»ßµ±÷°·²\u00a0'),
  cp858: new Set(
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»ÁÂÀ©¢¥ãÃ¤ðÐÊËÈ€ÍÎÏ¦ÌÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±¾¶§÷¸°¨·¹³²\u00a0',
  ),
  windows1252: new Set([
    ...'€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ',
    ...Array.from({ length: 96 }, (_, index) => String.fromCharCode(0xa0 + index)),
  ]),
}

/** A piece of a line that stands in one code page. */
export interface PageRun {
  readonly page: CodePage
  readonly text: string
}

/** Whether a printer has all letters of a text; others are drawn. */
export function canWrite(text: string): boolean {
  return Array.from(text).every(letter => pageOf(letter) !== undefined)
}

/**
 * A text of letters that printers have, in as few pieces as its first code pages allow. The encoder's own search
 * copies whole tables for every letter: a long receipt took it a tenth of a second.
 */
export function inCodePages(text: string): readonly PageRun[] {
  const runs: { page: CodePage; text: string }[] = []
  for (const letter of text) {
    const last = runs.at(-1)
    if (last && has(last.page, letter)) last.text += letter
    else runs.push({ page: pageOf(letter) ?? CODE_PAGES[0], text: letter })
  }
  return runs
}

function pageOf(letter: string): CodePage | undefined {
  return CODE_PAGES.find(page => has(page, letter))
}

function has(page: CodePage, letter: string): boolean {
  return (letter >= ' ' && letter <= '~') || LETTERS[page].has(letter)
}
