import type { LetterRow, ReceiptLetter } from './receipt-letter.ts'

/** A letter as plain text: names on the left, amounts on the right. */
export function letterText(letter: ReceiptLetter): string {
  const { store, greeting, parts, foot, link } = letter
  const blocks = [
    store,
    [greeting],
    ...parts.filter(rows => rows.length > 0).map(rows => rows.flatMap(textRow)),
    ...(foot.length > 0 ? [foot] : []),
    [`${link.name}: ${link.url}`, link.hint],
  ]
  return `${blocks.map(lines => lines.join('\n')).join('\n\n')}\n`
}

const COLUMNS = 56

function textRow({ name, value, details = [] }: LetterRow): string[] {
  const gap = Math.max(2, COLUMNS - name.length - value.length)
  return [`${name}${' '.repeat(gap)}${value}`, ...details.map(detail => `  ${detail}`)]
}

/**
 * The same as HTML. Mail programs know no style sheets of ours, and show pictures of nobody they do not know: styles
 * stand on the elements, and there is no picture and nothing that is fetched.
 */
export function letterHtml(letter: ReceiptLetter): string {
  const { language, subject, store, greeting, parts, foot, link } = letter
  const [name = '', ...rest] = store.map(escaped)
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px 12px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif">
<div style="max-width:480px;margin:0 auto">
<h1 style="margin:0;font-size:20px">${name}</h1>
<p style="margin:0 0 16px">${rest.join('<br>')}</p>
<p style="margin:0 0 16px">${escaped(greeting)}</p>
${parts.map(htmlPart).join('\n')}
<p style="margin:24px 0 8px"><a href="${escaped(link.url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#0f4a43;color:#ffffff;text-decoration:none">${escaped(link.name)}</a></p>
<p style="margin:0 0 16px;font-size:14px">${escaped(link.hint)}</p>
<p style="margin:0;font-size:14px">${foot.map(escaped).join('<br>')}</p>
</div></body></html>
`
}

/** A table of its own each: a long time below does not leave the names above without room. */
function htmlPart(rows: readonly LetterRow[]): string {
  return `<table role="presentation" style="width:100%;border-collapse:collapse;border-top:1px solid #8a9a97">${rows.map(htmlRow).join('')}</table>`
}

function htmlRow({ name, value, details = [], isTotal }: LetterRow): string {
  const cell = 'padding:6px 0;vertical-align:top;'
  const weight = isTotal ? 'font-weight:700;font-size:18px;' : ''
  const below = details.map(detail => `<br><small>${escaped(detail)}</small>`).join('')
  return `<tr><td style="${cell}${weight}">${escaped(name)}${below}</td><td style="${cell}${weight}padding-left:16px;text-align:right;white-space:nowrap">${escaped(value)}</td></tr>`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, sign => ENTITIES[sign] ?? '')
}
