import { createMemo, type JSX } from 'solid-js'
import { encode } from 'uqr'
import './qr-code.css'

/** A text as a QR code, drawn as one path: readable in the dark too, for its paper stays light. */
export function QrCode(props: { readonly text: string; readonly label: string }): JSX.Element {
  const code = createMemo(() => encode(props.text, { ecc: 'M', border: 2 }))
  const path = () =>
    code()
      .data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
      .join('')
  return (
    <svg
      class="qr-code"
      viewBox={`0 0 ${code().size} ${code().size}`}
      role="img"
      aria-label={props.label}
      shape-rendering="crispEdges"
    >
      <path d={path()} />
    </svg>
  )
}
