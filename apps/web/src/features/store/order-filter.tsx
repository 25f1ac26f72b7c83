import { Button } from '@network3/ui/button'
import { Field } from '@network3/ui/field'
import { Input } from '@network3/ui/input'
import { LinkButton } from '@network3/ui/link-button'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'

type OrderFilterProps = {
  orderId: string | undefined
  /** What is wrong with the order in the URL. */
  problem: string | undefined
}

/** One order instead of the whole queue: a plain form, so that it works before, and without, JavaScript. */
export function OrderFilter({ orderId, problem }: OrderFilterProps) {
  return (
    <form
      action={paths.storeFulfilment}
      method="get"
      aria-label="Choose an order"
      className="mb-6 max-w-[320px]"
    >
      <Field label="One order only" error={problem}>
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              isMono
              name="order"
              key={orderId}
              defaultValue={orderId}
              inputMode="numeric"
              placeholder="Number of the order"
              autoComplete="off"
            />
            <Button type="submit">Show</Button>
            {(orderId !== undefined || problem !== undefined) && (
              <LinkButton href={paths.storeFulfilment} component={Link} variant="quiet">
                Clear
              </LinkButton>
            )}
          </div>
        )}
      </Field>
    </form>
  )
}
