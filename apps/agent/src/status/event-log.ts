export type AgentEvent = { at: string; level: 'info' | 'warn' | 'error'; text: string }

export type EventLog = {
  add(level: AgentEvent['level'], text: string): void
  recent(): AgentEvent[]
}

const KEPT = 50

/** What happened lately, for the page; each is also printed as it happens. */
export function createEventLog(print: (event: AgentEvent) => void): EventLog {
  const events: AgentEvent[] = []
  return {
    add: (level, text) => {
      const event = { at: new Date().toISOString(), level, text }
      events.push(event)
      if (events.length > KEPT) events.shift()
      print(event)
    },
    recent: () => events.toReversed(),
  }
}
