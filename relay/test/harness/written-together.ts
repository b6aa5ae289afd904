import * as Y from 'yjs'
import { makeRandom } from './random.ts'

/** Several people who write here and there, take away, and meet now and then. */
export function writtenTogether(seed: number): Y.Doc {
  const random = makeRandom(seed)
  const below = (n: number) => Math.floor(random() * n)
  const docs = Array.from({ length: 5 }, () => new Y.Doc())
  for (let step = 0; step < 250; step++) {
    const doc = docs[below(docs.length)] ?? new Y.Doc()
    const list = doc.getArray<unknown>('list')
    const text = doc.getText('text')
    const what = below(8)
    if (what < 3)
      list.insert(
        below(list.length + 1),
        Array.from({ length: 1 + below(200) }, () => [step, 'x'.repeat(below(9))]),
      )
    else if (what === 3) text.insert(below(text.length + 1), 'žluť '.repeat(1 + below(4)))
    else if (what === 4 && list.length > 3) list.delete(below(list.length - 3), 3)
    else if (what === 5) doc.getMap('map').set(`k${below(9)}`, new Y.Map([['of', step]]))
    else if (what === 6) list.insert(below(list.length + 1), [new Y.Array<number>()])
    else Y.applyUpdate(doc, Y.encodeStateAsUpdate(docs[below(docs.length)] ?? doc))
  }
  const whole = new Y.Doc()
  for (const doc of docs) Y.applyUpdate(whole, Y.encodeStateAsUpdate(doc))
  return whole
}
