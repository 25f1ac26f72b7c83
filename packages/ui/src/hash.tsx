import { CopyButton } from './copy-button.tsx'

type HashProps = {
  value: string
  /** What it is a hash of: `transaction`. */
  noun: string
}

/** `0xfe77211d…7b6443`: shortened for the eye, whole in the title and on copy. */
export function Hash({ value, noun }: HashProps) {
  return (
    <span className="inline-flex items-center gap-1.5 font-mono" title={value}>
      {`${value.slice(0, 10)}…${value.slice(-6)}`}
      <CopyButton text={value} label={`Copy ${noun} hash`} />
    </span>
  )
}
