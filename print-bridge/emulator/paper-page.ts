/** The page of `npm run emulator`: what was printed, as it comes, and buttons for what goes wrong. */
export const paperPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Emulated printer and scale</title>
<style>
  body { margin: 0; background: #d9dce1; font: 15px/1.4 system-ui, sans-serif; color: #1c2430 }
  header { position: sticky; top: 0; padding: 12px 16px; background: #fff; border-bottom: 1px solid #c3c8d0; display: flex; flex-wrap: wrap; gap: 8px; align-items: center }
  button { min-height: 40px; padding: 0 12px; border: 1px solid #b5bbc5; border-radius: 8px; background: #f6f7f9; font: inherit; cursor: pointer }
  main { padding: 24px 16px; display: flex; justify-content: center }
  #paper { background: #fffefa; padding: 20px 16px; box-shadow: 0 2px 12px #0002; font: 14px/1.35 ui-monospace, monospace; white-space: pre; min-width: 48ch; min-height: 60vh }
  .cut { border-top: 2px dashed #9aa2af; margin: 16px -16px }
  .note { color: #5a6473; font-style: italic }
  .bold { font-weight: 700 }
  .large { font-size: 28px; line-height: 1.25 }
  canvas { display: block; image-rendering: pixelated; max-width: 100% }
</style>
<header>
  <strong>Emulated printer</strong> <span id="state"></span>
  <button data-deed="open-cover">Open the cover</button>
  <button data-deed="end-paper">End the paper</button>
  <button data-deed="jam-cutter">Jam the cutter at the next cut</button>
  <button data-deed="go-silent">Answer nothing, or answer again</button>
  <button data-deed="close-drawer">Close the drawer</button>
  <button data-deed="repair">Put everything right</button>
  <strong>Scale</strong> <span id="scale"></span>
  <button data-deed="load-more">Put 125 g on it</button>
  <button data-deed="unload">Take all off</button>
  <button data-deed="shake-scale">Shake it, or let it rest</button>
</header>
<main><div id="paper"></div></main>
<script>
  const paper = document.getElementById('paper')
  let shown = ''
  const make = (className, text) => {
    const element = document.createElement('div')
    element.className = className
    element.textContent = text
    return element
  }
  const draw = ({ width, height, dots }) => {
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = height
    const context = canvas.getContext('2d')
    const bytes = Uint8Array.from(atob(dots), letter => letter.charCodeAt(0))
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        if (bytes[y * (width / 8) + (x >> 3)] & (0x80 >> (x & 7))) context.fillRect(x, y, 1, 1)
    return canvas
  }
  const elementOf = item => {
    switch (item.kind) {
      case 'line': return make((item.bold ? 'bold ' : '') + (item.large ? 'large' : ''), item.text || ' ')
      case 'cut': return make('cut', '')
      case 'pulse': return make('note', 'drawer ' + (item.device + 1) + ' opened')
      case 'image': return draw(item)
      default: return make('note', item.kind + ': ' + item.data)
    }
  }
  async function refresh() {
    const text = await (await fetch('/paper')).text()
    if (text === shown) return
    shown = text
    const { state, scale, items } = JSON.parse(text)
    document.getElementById('scale').textContent = scale.load + ' g' + (scale.moving ? ', moving' : '')
    document.getElementById('state').textContent = 'cover ' + state.cover + ', paper ' + state.paper + ', cutter ' + state.cutter + ', drawer ' + state.drawer + (state.silent ? ', silent' : '')
    paper.replaceChildren(...items.map(elementOf))
    scrollTo(0, document.body.scrollHeight)
  }
  for (const button of document.querySelectorAll('button'))
    button.addEventListener('click', () => fetch('/' + button.dataset.deed, { method: 'POST' }).then(refresh))
  setInterval(() => refresh().catch(() => undefined), 400)
  refresh()
</script>
</html>
`
