/**
 * Small messages between processes: hints to look again, never the only copy of anything. Delivery is at most once and
 * only to those connected, so a subscriber also looks on its own from time to time.
 */
export type Bus = {
  /** `topic`: lower-case words with dots. `payload`: JSON text under 7,000 bytes. */
  publish(topic: string, payload: string): Promise<void>
  /** Resolves once messages sent from now on will arrive. `onGap` is called after each time some may have been missed. */
  subscribe(
    topic: string,
    onMessage: (payload: string) => void,
    onGap: () => void,
  ): Promise<{ close: () => Promise<void> }>
  close(): Promise<void>
}
