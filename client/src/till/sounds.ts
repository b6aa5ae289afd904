import { createSignal } from 'solid-js'

const STORAGE_KEY = 'evertill.sounds'
const [soundsOn, setOn] = createSignal(localStorage.getItem(STORAGE_KEY) !== 'off')

/** Whether this till makes sounds; kept on the device. */
export { soundsOn }

export function setSoundsOn(on: boolean): void {
  setOn(on)
  localStorage.setItem(STORAGE_KEY, on ? 'on' : 'off')
}

type Note = readonly [hertz: number, atSeconds: number]

/** Told apart without looking: one short high note, two low ones, two rising. */
const SOUNDS = {
  added: [[1320, 0]],
  unknown: [
    [220, 0],
    [196, 0.16],
  ],
  done: [
    [880, 0],
    [1175, 0.1],
  ],
} as const satisfies Record<string, readonly Note[]>

const NOTE_SECONDS = 0.09
const LOUDNESS = 0.06

let context: AudioContext | undefined

/** Plays a sound of the till. Silent until the page was touched once: browsers want it so. */
export function playSound(name: keyof typeof SOUNDS): void {
  if (!soundsOn() || typeof AudioContext === 'undefined') return
  context ??= new AudioContext()
  void context.resume()
  for (const [hertz, at] of SOUNDS[name]) playNote(context, hertz, context.currentTime + at)
}

function playNote(audio: AudioContext, hertz: number, at: number): void {
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  tone.type = 'triangle'
  tone.frequency.value = hertz
  volume.gain.setValueAtTime(LOUDNESS, at)
  volume.gain.exponentialRampToValueAtTime(0.001, at + NOTE_SECONDS)
  tone.connect(volume).connect(audio.destination)
  tone.start(at)
  tone.stop(at + NOTE_SECONDS)
}
