/** The little of a browser that texts and the encoding of receipts ask for, so that both work in Node. */
export function standInForBrowser(): void {
  const nothing = { getItem: () => null, setItem: () => undefined }
  Object.assign(globalThis, {
    localStorage: nothing,
    document: { documentElement: {} },
    ImageData: class {
      readonly data: Uint8ClampedArray
      readonly width: number
      readonly height: number
      constructor(width: number, height: number) {
        this.width = width
        this.height = height
        this.data = new Uint8ClampedArray(width * height * 4)
      }
    },
  })
  Object.defineProperty(globalThis, 'navigator', { value: { languages: ['en-GB'] }, configurable: true })
}
