import type { ActivationCode } from '@network3/core/activation-code'
import { checksumAddress } from '@network3/core/address'
import { namesOfCapabilities } from '@network3/core/capabilities'
import { countryFromBytes2, countryName } from '@network3/core/countries'
import type { Address } from '@network3/core/hex'
import { Address as AddressText } from '@network3/ui/address'
import { CopyButton } from '@network3/ui/copy-button'
import { Disclosure } from '@network3/ui/disclosure'
import { type Fact, FactList } from '@network3/ui/fact-list'
import { formatInstant } from '@network3/ui/format-time'
import { QrCode } from './qr-code.tsx'

type ActivationPreviewProps = {
  code: ActivationCode | undefined
  /** The code as it was entered. */
  text: string
  /** The owner of the token: the node's operator. */
  operator: Address
  /** The node it runs now; it is retired by another activation. */
  previousNode: Address | null
}

/** What a code will register, in words, before anything is signed. */
export function ActivationPreview({ code, text, operator, previousNode }: ActivationPreviewProps) {
  if (code === undefined) {
    return (
      <p className="text-ink-3 text-md">The node, its country and what it lends appear here with the code.</p>
    )
  }
  const { node, details } = code
  const country = countryFromBytes2(details.country)
  const facts: Fact[] = [
    { label: 'Node', value: <AddressText value={checksumAddress(node)} withIdenticon withCopy /> },
    {
      label: 'Operator',
      value: <AddressText value={operator} withIdenticon />,
      note: 'The owner of the token, now and whoever it will be. What the node earns is the operator’s.',
    },
    { label: 'Country', value: `${countryName(country)} (${country})` },
    { label: 'Lends', value: namesOfCapabilities(details.capabilities).join(', ') || 'nothing' },
    {
      label: 'Code good until',
      value: formatInstant(new Date(Number(details.deadline) * 1000).toISOString()),
    },
  ]
  if (previousNode !== null) {
    facts.push({ label: 'Retires', value: <AddressText value={previousNode} withIdenticon /> })
  }
  const compact = text.replace(/\s+/g, '')
  return (
    <>
      <FactList facts={facts} />
      <Disclosure summary="Carry this code to another device">
        <div className="grid gap-3">
          <QrCode text={compact} label={`Activation code of device ${code.tokenId} as a QR code`} />
          <p className="flex items-start gap-2">
            <code className="min-w-0 break-all text-ink-2 text-xs">{compact}</code>
            <CopyButton text={compact} label="Copy the code" />
          </p>
          <p className="text-ink-3 text-sm">
            It holds no secret: only the owner of the token can use it, and only while it is good.
          </p>
        </div>
      </Disclosure>
    </>
  )
}
