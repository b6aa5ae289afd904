export function ensureBuilt(): void
export function relayProgram(name?: string): string[]
