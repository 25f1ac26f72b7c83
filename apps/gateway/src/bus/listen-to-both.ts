import type { Bus } from '@network3/service/bus'

/**
 * The bus `own`, which also hears what is published on `other`: gateways talk over one, and processes that know only the
 * other, such as the website, wake them all the same. Nothing is published on both, so nothing is heard twice.
 */
export function listenToBoth(own: Bus, other: Bus): Bus {
  return {
    publish: own.publish,
    subscribe: async (topic, onMessage, onGap) => {
      const both = await Promise.all([own, other].map((bus) => bus.subscribe(topic, onMessage, onGap)))
      return { close: async () => void (await Promise.all(both.map((subscription) => subscription.close()))) }
    },
    close: async () => void (await Promise.all([own.close(), other.close()])),
  }
}
