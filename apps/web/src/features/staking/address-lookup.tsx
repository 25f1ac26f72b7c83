'use client'

import { Button } from '@network3/ui/button'
import { Field } from '@network3/ui/field'
import { Input } from '@network3/ui/input'
import { LinkButton } from '@network3/ui/link-button'
import Link from 'next/link'

type AddressLookupProps = {
  /** The page it looks at. */
  path: string
  address: string | undefined
  /** What is wrong with the address in the URL. */
  problem: string | undefined
  /** Kept in the URL besides the address. */
  hidden?: Record<string, string | undefined>
}

/** Looks at any address: a plain form, so that it works before, and without, JavaScript. */
export function AddressLookup({ path, address, problem, hidden = {} }: AddressLookupProps) {
  return (
    <form
      action={path}
      method="get"
      aria-label="Look at an address"
      className="flex max-w-[560px] items-end gap-2"
    >
      {Object.entries(hidden).map(
        ([name, value]) =>
          value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <Field label="Look at any address" error={problem} className="grow">
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              isMono
              name="address"
              key={address}
              defaultValue={address}
              placeholder="0x…"
              autoComplete="off"
              spellCheck={false}
            />
            <Button type="submit">Look</Button>
            {address !== undefined && (
              <LinkButton href={path} component={Link} variant="quiet">
                Clear
              </LinkButton>
            )}
          </div>
        )}
      </Field>
    </form>
  )
}
