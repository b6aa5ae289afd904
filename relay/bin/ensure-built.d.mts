export function ensureBuilt(): void
export function relayProgram(): string[]
