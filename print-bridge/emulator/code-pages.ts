/** The upper halves of the code pages that a printer selects by `ESC t n` (Epson's numbers). */
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0'
const CP850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0'
/** (`TextDecoder` takes this one for Latin-1 in some versions of Node.) */
const WINDOWS_1252 = `€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ${Array.from(
  { length: 96 },
  (_, index) => String.fromCharCode(0xa0 + index),
).join('')}`
const WINDOWS: Readonly<Record<number, string>> = {
  17: 'ibm866',
  45: 'windows-1250',
  46: 'windows-1251',
  47: 'windows-1253',
  48: 'windows-1254',
  49: 'windows-1255',
  50: 'windows-1256',
  51: 'windows-1257',
  52: 'windows-1258',
}

/** What a printer with this code page draws for the bytes; `�` for a page that is not known here. */
export function decodeText(bytes: Uint8Array, codePage: number): string {
  const encoding = WINDOWS[codePage]
  if (encoding !== undefined) return new TextDecoder(encoding).decode(bytes)
  const upper = upperHalf(codePage)
  return Array.from(bytes, byte =>
    byte < 0x80 ? String.fromCharCode(byte) : (upper?.[byte - 0x80] ?? '�'),
  ).join('')
}

function upperHalf(codePage: number): string | undefined {
  switch (codePage) {
    case 0:
      return CP437
    case 2:
      return CP850
    case 16:
      return WINDOWS_1252
    case 19:
      // Code page 858 is 850 with the euro sign.
      return CP850.replace('ı', '€')
    default:
      return undefined
  }
}
