import { Button } from '@network3/ui/button'
import { Field } from '@network3/ui/field'
import { Input } from '@network3/ui/input'
import Form from 'next/form'
import { paths } from '../../paths.ts'

/** A plain form whose answer is a URL, with or without JavaScript. */
export function ReferenceSearch({ search, count }: { search: string; count: number }) {
  const found = search === '' ? `${count} operations` : `${count} with all of these words`
  return (
    <Form
      key={search}
      action={paths.apiReference}
      scroll={false}
      role="search"
      aria-label="Search the reference"
      className="mb-8 grid max-w-[44rem] grid-cols-[1fr_auto] items-start gap-3"
    >
      <Field label="Search" hint={found}>
        {(control) => (
          <Input
            {...control}
            name="q"
            type="search"
            defaultValue={search}
            placeholder="path, word or field: quote voucherSigner"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Field>
      <div className="pt-6">
        <Button type="submit">Find</Button>
      </div>
    </Form>
  )
}
