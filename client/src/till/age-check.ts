/**
 * The latest birth date of a person who has reached an age today, `YYYY-MM-DD`. Who was born on 29 February has a
 * birthday on 1 March in other years, so on 29 February the day before counts where that day does not exist.
 * @param today the date in the store's time zone, `YYYY-MM-DD`
 */
export function bornOnOrBefore(today: string, years: number): string {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number)
  const birthYear = year - years
  const isLeap = birthYear % 4 === 0 && (birthYear % 100 !== 0 || birthYear % 400 === 0)
  const birthDay = month === 2 && day === 29 && !isLeap ? 28 : day
  return [String(birthYear).padStart(4, '0'), pad(month), pad(birthDay)].join('-')
}

/** Today in a time zone, `YYYY-MM-DD`. An unknown zone counts as the browser's own. */
export function dateIn(timeZone: string, at: number): string {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  const parts = formatIn(timeZone, options).formatToParts(at)
  const part = (type: 'year' | 'month' | 'day') => parts.find(each => each.type === type)?.value ?? ''
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`
}

function formatIn(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone })
  } catch {
    return new Intl.DateTimeFormat('en-GB', options)
  }
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
