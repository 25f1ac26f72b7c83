import type { Db } from '../pool.ts'

export const CHANNEL_PREFIX = 'n3.'

/** @throws Error on topics that Postgres would cut short or that look like others. */
export function channelOf(topic: string): string {
  if (!/^[a-z0-9]+(\.[a-z0-9-]+)*$/.test(topic) || topic.length > 60) {
    throw new Error(`Not a topic: ${topic}`)
  }
  return CHANNEL_PREFIX + topic
}

/** Publishes on the bus over Postgres without being a subscriber: for processes that only ever wake others. */
export async function publishToPostgres(db: Db, topic: string, payload: string): Promise<void> {
  await db.query({
    name: 'bus-publish',
    text: 'SELECT pg_notify($1, $2)',
    values: [channelOf(topic), payload],
  })
}
