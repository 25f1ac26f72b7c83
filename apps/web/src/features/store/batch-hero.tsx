import { BuySlot } from './buy-slot.tsx'
import { DevicePicture } from './device-picture.tsx'
import type { Batch } from './store-words.ts'

/** What is sold here, what it looks like, and the way to it. */
export function BatchHero({ batch }: { batch: Batch | undefined }) {
  return (
    <div className="grid items-center gap-x-16 gap-y-8 pt-7 pb-8 lg:grid-cols-[minmax(320px,460px)_minmax(0,1fr)] lg:pt-14 lg:pb-12">
      <div>
        <p className="mb-2 font-mono text-ink-3 text-md">
          N3 Edge V1{batch !== undefined && ` · batch ${batch.batchId}`}
        </p>
        <h1 className="text-2xl lg:text-3xl">A node in a box.</h1>
        <p className="mt-4 mb-[22px] max-w-[46ch] text-body text-ink-2">
          An Edge device runs a node for whoever owns its token, an ERC-721: sell the token, and the node goes
          with it. The contract holds your N3 until the device is shipped, and gives all of it back before
          that.
        </p>
        {batch !== undefined && <BuySlot batch={batch} />}
      </div>
      <DevicePicture
        label={batch === undefined ? 'V1' : `batch ${batch.batchId}`}
        number={batch?.batchId ?? 0}
        className="mx-auto max-w-[480px] max-lg:max-w-[320px]"
      />
    </div>
  )
}
