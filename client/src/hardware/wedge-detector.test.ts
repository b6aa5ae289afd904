import { describe, expect, it } from 'vitest'
import { WedgeDetector, type WedgeKey } from './wedge-detector.ts'

const EAN = '4006381333931'

/** Plays keys into a detector as a page would: silence is told when the next key takes longer than its patience. */
function play(keys: readonly WedgeKey[], detector = new WedgeDetector<number>()) {
  const scans: string[] = []
  const places: number[] = []
  const passed: string[] = []
  let last: number | undefined
  keys.forEach((key, index) => {
    const { patience } = detector
    if (last !== undefined && patience !== null && key.at - last > patience) note(detector.silence())
    const verdict = detector.press(key, () => index)
    note(verdict.scan)
    if (!verdict.swallow) passed.push(key.key)
    last = key.at
  })
  note(detector.silence())
  function note(scan: { text: string; place: number } | null): void {
    if (!scan) return
    scans.push(scan.text)
    places.push(scan.place)
  }
  return { scans, places, passed }
}

function keysOf(text: string, gap: number | ((i: number) => number), from = 0): WedgeKey[] {
  let at = from
  return [...text].map((character, i) => {
    if (i > 0) at += typeof gap === 'number' ? gap : gap(i)
    return keyOf(character, at)
  })
}

function keyOf(character: string, at: number): WedgeKey {
  if (character === '\n') return { key: 'Enter', code: 'Enter', shiftKey: false, at }
  if (character === '\t') return { key: 'Tab', code: 'Tab', shiftKey: false, at }
  const isDigit = /\d/.test(character)
  const code = isDigit ? `Digit${character}` : `Key${character.toUpperCase()}`
  return { key: character, code, shiftKey: /[A-Z]/.test(character), at }
}

/** A generator of pseudo-random numbers in 0..1 with a seed (mulberry32), so that a failure can be repeated. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

describe('scanners', () => {
  it.each([
    ['a burst', 0],
    ['Netum', 6],
    ['Honeywell', 10],
    ['Netum over Bluetooth', 19],
    ['a slow USB scanner', 30],
    ['Zebra', 80],
    ['Zebra at its slowest', 100],
  ])('%s: %i ms a key with Enter is one scan, and Enter reaches nobody', (_name, gap) => {
    const { scans, passed } = play(keysOf(`${EAN}\n`, gap))
    expect(scans).toEqual([EAN])
    expect(passed).not.toContain('Enter')
  })

  it('takes a Zebra whose keys come after 80 to 100 ms in no order', () => {
    const random = seeded(7)
    const { scans } = play(keysOf(`${EAN}\n`, () => 80 + random() * 20))
    expect(scans).toEqual([EAN])
  })

  it.each([6, 10, 19])('finishes without a suffix after a silence: %i ms a key', gap => {
    expect(play(keysOf(EAN, gap)).scans).toEqual([EAN])
  })

  it('keeps the separators of a GS1 code', () => {
    const text = '010950600013435210ABC|17261231\n'
    const keys = keysOf(text, 6).map(key => (key.key === '|' ? { ...key, key: '\u001d', code: '' } : key))
    expect(play(keys).scans).toEqual(['010950600013435210ABC\u001d17261231'])
  })

  it('finishes on Tab too', () => {
    expect(play(keysOf(`${EAN}\t`, 10)).scans).toEqual([EAN])
  })

  it.each([
    ['a stock code', '85123A'],
    ['a long one', 'POST-2024-000017'],
    ['letters only', 'DCGSSGIRL'],
    ['a short one', '0042'],
  ])('takes %s at speed with Enter', (_name, code) => {
    expect(play(keysOf(`${code}\n`, 8)).scans).toEqual([code])
  })

  it('keeps two scans back to back apart, with Enter', () => {
    const first = keysOf(`${EAN}\n`, 6)
    const second = keysOf('96385074\n', 6, 100)
    expect(play([...first, ...second]).scans).toEqual([EAN, '96385074'])
  })

  it('keeps two scans back to back apart, without a suffix', () => {
    const first = keysOf(EAN, 6)
    const second = keysOf('96385074', 6, 12 * 6 + 160)
    expect(play([...first, ...second]).scans).toEqual([EAN, '96385074'])
  })

  it('keeps them apart even when the page was too busy to notice the silence', () => {
    const detector = new WedgeDetector<number>()
    const scans: string[] = []
    for (const key of [...keysOf(EAN, 6), ...keysOf('96385074\n', 6, 12 * 6 + 160)]) {
      const { scan } = detector.press(key, () => 0)
      if (scan) scans.push(scan.text)
    }
    expect(scans).toEqual([EAN, '96385074'])
  })

  it('takes a code whole when a busy machine holds one key back', () => {
    expect(play(keysOf(`${EAN}\n`, i => (i === 6 ? 90 : 6))).scans).toEqual([EAN])
    expect(play(keysOf('85123AB\n', i => (i === 4 ? 90 : 6))).scans).toEqual(['85123AB'])
  })

  it('swallows the Enter that comes late behind a scan', () => {
    const detector = new WedgeDetector<number>()
    for (const key of keysOf(EAN, 6)) detector.press(key, () => 0)
    expect(detector.silence()?.text).toBe(EAN)
    expect(detector.press(keyOf('\n', 12 * 6 + 140), () => 0)).toEqual({ swallow: true, scan: null })
    expect(detector.press(keyOf('\n', 12 * 6 + 900), () => 0)).toEqual({ swallow: false, scan: null })
  })

  it('reads digits by position when the layout is French', () => {
    const french = ['à', '&', 'é', '"', "'", '(', '-', 'è', '_', 'ç']
    const keys = keysOf(`${EAN}\n`, 8).map(key => ({ ...key, key: french[Number(key.key)] ?? key.key }))
    expect(play(keys).scans).toEqual([EAN])
  })

  it('reads letters by position too once a digit shows a foreign layout', () => {
    const keys = keysOf('85123A\n', 8).map(key => {
      if (key.code === 'KeyA') return { ...key, key: 'Q' }
      return /\d/.test(key.key) ? { ...key, key: '&' } : key
    })
    expect(play(keys).scans).toEqual(['85123A'])
  })

  it('tells where the first character of the scan went, not what was typed by hand before it', () => {
    const typed = keysOf('red', i => [0, 140, 130][i] ?? 0)
    const scan = keysOf(`${EAN}\n`, 6, 270 + 120)
    const { scans, places } = play([...typed, ...scan])
    expect(scans).toEqual([EAN])
    expect(places).toEqual([3])
  })

  it('says what a scan will be before its suffix is there, and nothing of what a person types', () => {
    const detector = new WedgeDetector<number>()
    for (const key of keysOf(EAN, 6)) detector.press(key, () => 0)
    expect(detector.likely()).toBe(EAN)
    expect(detector.press(keyOf('\n', 12 * 6 + 6), () => 0).scan?.text).toBe(EAN)
    const typist = new WedgeDetector<number>()
    for (const key of keysOf('4006381333931', 140)) typist.press(key, () => 0)
    expect(typist.likely()).toBeNull()
  })

  it('gives up on more characters than a barcode holds', () => {
    expect(play(keysOf('1'.repeat(513), 1)).scans).toEqual([])
  })

  it('takes whatever follows the configured prefix key, and lets none of it through', () => {
    const detector = new WedgeDetector<number>({ prefix: 'F9' })
    const prefix: WedgeKey = { key: 'F9', code: 'F9', shiftKey: false, at: 0 }
    const { scans, passed } = play([prefix, ...keysOf('ab\n', 90, 90)], detector)
    expect(scans).toEqual(['ab'])
    expect(passed).toEqual([])
  })

  it('knows a slow scanner again by its pace once a barcode showed it', () => {
    const detector = new WedgeDetector<number>()
    expect(play(keysOf('85123A\n', 85), detector).scans).toEqual([])
    expect(play(keysOf(`${EAN}\n`, 85, 5000), detector).scans).toEqual([EAN])
    expect(play(keysOf('85123A\n', 85, 10_000), detector).scans).toEqual(['85123A'])
  })
})

describe('people', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('typing at 120 words a minute is no scan (seed %i)', seed => {
    const random = seeded(seed)
    // 100 ms a key in the mean, as uneven as people type.
    const keys = keysOf('white hanging heart 85123 holder\n', () => 40 + random() * 120)
    const { scans, passed } = play(keys)
    expect(scans).toEqual([])
    expect(passed).toHaveLength(keys.length)
  })

  it('typing evenly at 120 words a minute is no scan either', () => {
    expect(play(keysOf('gift bag\n', 100)).scans).toEqual([])
    expect(play(keysOf('12500\n', 100)).scans).toEqual([])
  })

  it('a PIN typed in a hurry is no scan', () => {
    expect(play(keysOf('2468\n', 70)).scans).toEqual([])
  })

  it('two keys pressed nearly at once are no scan', () => {
    expect(play(keysOf('ok\n', 5)).scans).toEqual([])
  })

  it('a text that a program types at once is no scan while no Enter ends it', () => {
    expect(play(keysOf('hello world', 0)).scans).toEqual([])
    expect(play(keysOf('olivia', 1)).scans).toEqual([])
  })

  it('lets Enter through when nothing was scanned', () => {
    expect(play([keyOf('\n', 0)]).passed).toEqual(['Enter'])
  })

  it('forgets what was typed when another key comes in between', () => {
    const left: WedgeKey = { key: 'ArrowLeft', code: 'ArrowLeft', shiftKey: false, at: 50 }
    expect(play([...keysOf('400638', 6), left, ...keysOf('13\n', 6, 60)]).scans).toEqual([])
  })
})

describe('a busy machine, where the timer fires between two keys that were pressed together', () => {
  it('keeps the start of a code until the times of the keys themselves say that it is over', () => {
    const detector = new WedgeDetector<number>()
    const [first, second] = [keysOf('224', 4), keysOf('23\n', 4, 12)]
    for (const key of first) detector.press(key, () => 0)
    expect(detector.silence()).toBeNull()
    expect(play(second, detector).scans).toEqual(['22423'])
  })

  it('takes no part of a code for a scan once this till’s scanner is known to send a suffix', () => {
    const detector = new WedgeDetector<number>()
    expect(play(keysOf(`${EAN}\n`, 4), detector).scans).toEqual([EAN])
    const keys = keysOf(`${EAN}\n`, 4, 5000)
    for (const key of keys.slice(0, 8)) detector.press(key, () => 0)
    expect(detector.silence()).toBeNull()
    expect(play(keys.slice(8), detector).scans).toEqual([EAN])
  })
})

/** What the shelves of a shop bear: GTINs, codes of its own, GS1 codes. */
function anyCode(random: () => number): string {
  const digits = (count: number) => Array.from({ length: count }, () => Math.floor(random() * 10)).join('')
  const kind = random()
  if (kind < 0.6) {
    const body = digits([7, 11, 12][Math.floor(random() * 3)] ?? 12)
    return body + checkDigitOf(body)
  }
  if (kind < 0.9) return `${digits(5)}${'ABCXYZ'.charAt(Math.floor(random() * 6))}${digits(2)}`
  return `01${digits(14)}10${digits(4)}`
}

function checkDigitOf(body: string): string {
  const sum = [...body].reverse().reduce((all, digit, i) => all + Number(digit) * (i % 2 === 0 ? 3 : 1), 0)
  return String((10 - (sum % 10)) % 10)
}

const FRENCH = ['à', '&', 'é', '"', "'", '(', '-', 'è', '_', 'ç']

describe('a thousand scans', () => {
  it.each([
    ['with Enter, on a US keyboard', '\n', false, 11],
    ['with Tab, on a US keyboard', '\t', false, 12],
    ['without an end, on a US keyboard', '', false, 13],
    ['with Enter, on a French keyboard', '\n', true, 14],
  ])(
    '%s, amid what people type: none is lost, none invented, and none of their keys is kept',
    (_, end, isFrench, seed) => {
      const random = seeded(seed)
      const keys: WedgeKey[] = []
      const scanned: string[] = []
      let typed = 0
      let at = 0
      for (let i = 0; i < 1000; i++) {
        if (random() < 0.5) {
          for (const letter of ['mug', 'gift bag', '12', 'blue candle'][Math.floor(random() * 4)] ?? '') {
            at += 70 + random() * 130
            keys.push(keyOf(letter, at))
            typed++
          }
        }
        const code = anyCode(random)
        const pace = [1, 6, 10, 19, 30][Math.floor(random() * 5)] ?? 6
        // A person lets go of the keyboard before they pull a trigger.
        at += 200 + random() * 800
        for (const key of keysOf(code + end, () => pace * (0.85 + random() * 0.3), at)) {
          const digit = isFrench && /\d/.test(key.key) ? (FRENCH[Number(key.key)] ?? key.key) : key.key
          keys.push({ ...key, key: digit })
          at = key.at
        }
        at += end === '' ? 160 : 0
        scanned.push(code)
      }
      const { scans, passed } = play(keys)
      expect(scans).toEqual(scanned)
      expect(passed).not.toContain('Enter')
      expect(passed.length).toBeGreaterThanOrEqual(typed)
    },
  )

  it('of a slow scanner that was learned, its short codes from the first on', () => {
    const random = seeded(21)
    const detector = new WedgeDetector<number>({ sendsSuffix: true, rules: { slowPace: 90 } })
    const codes = Array.from({ length: 1000 }, () => anyCode(random))
    let at = 0
    const keys = codes.flatMap(code => {
      at += 500
      const typed = keysOf(`${code}\n`, () => 80 + random() * 20, at)
      at = typed.at(-1)?.at ?? at
      return typed
    })
    expect(play(keys, detector).scans).toEqual(codes)
  })
})

describe('a key of the till that is pressed while something comes in', () => {
  it('waits as long as that may go on, and no longer', () => {
    const detector = new WedgeDetector<number>()
    expect(detector.mayGoOn(0)).toBe(false)
    for (const key of keysOf('4006', 6)) detector.press(key, () => 0)
    expect(detector.mayGoOn(18 + 150)).toBe(true)
    expect(detector.mayGoOn(18 + 151)).toBe(false)
  })
})
