import { Button } from '@network3/ui/button'
import { Field } from '@network3/ui/field'
import { Input } from '@network3/ui/input'
import { LinkButton } from '@network3/ui/link-button'
import { Select } from '@network3/ui/select'
import Form from 'next/form'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { type FieldFaults, hasFilter, type OperatorsQuery, operatorsHref } from './operators-query.ts'

type OperatorsFiltersProps = {
  query: OperatorsQuery
  faults: FieldFaults
  /** Countries that have nodes: only these can match. */
  countries: readonly { code: string; name: string }[]
}

/** The filters: a plain form whose answer is a URL, with or without JavaScript. */
export function OperatorsFilters({ query, faults, countries }: OperatorsFiltersProps) {
  const cleared = operatorsHref({ window: query.window, sort: query.sort, direction: query.direction })
  return (
    <Form
      // A new query is a new form: fields show what the URL says.
      key={JSON.stringify(query)}
      action={paths.operators}
      scroll={false}
      role="search"
      aria-label="Filter operators"
      className="group/filters grid grid-cols-[1fr_auto] items-start gap-3 pb-6 md:grid-cols-3 xl:grid-cols-[1.4fr_1fr_1fr_1fr_1fr_auto]"
    >
      <Kept query={query} />
      <Field label="Address" error={faults.q}>
        {(control) => (
          <Input
            {...control}
            isMono
            name="q"
            type="search"
            defaultValue={query.q}
            placeholder="0x…"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <PhoneToggle isOpen={hasFilter(query)} />
      <div className="contents max-md:col-span-2 max-md:hidden max-md:grid-cols-2 max-md:gap-3 max-md:group-has-[#more-filters:checked]/filters:grid">
        <MoreFields query={query} faults={faults} countries={countries} />
        <div className="flex gap-2 pt-6 max-xl:pt-0 md:max-xl:self-end xl:justify-end">
          <Button type="submit" variant="line">
            Apply
          </Button>
          {hasFilter(query) && (
            <LinkButton variant="quiet" component={Link} href={cleared}>
              Clear
            </LinkButton>
          )}
        </div>
      </div>
    </Form>
  )
}

/**
 * On a phone the fields below the first are folded away. A checkbox, so that it works without JavaScript; the form
 * looks for it by id, because a chosen option of a select counts as :checked too.
 */
function PhoneToggle({ isOpen }: { isOpen: boolean }) {
  return (
    <span className="pt-6 md:hidden">
      <input id="more-filters" type="checkbox" defaultChecked={isOpen} className="peer sr-only" />
      <label
        htmlFor="more-filters"
        className="inline-flex h-[34px] cursor-pointer items-center rounded border border-line-strong px-3.5 font-[550] text-base peer-checked:bg-sunken peer-focus-visible:outline-2 peer-focus-visible:outline-focus peer-focus-visible:outline-offset-2"
      >
        Filters
      </label>
    </span>
  )
}

function MoreFields({ query, faults, countries }: OperatorsFiltersProps) {
  return (
    <>
      <Field label="Country of nodes">
        {(control) => (
          <Select {...control} name="country" defaultValue={query.country ?? ''}>
            <option value="">Any</option>
            {countries.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Capability">
        {(control) => (
          <Select {...control} name="capability" defaultValue={query.capability ?? ''}>
            <option value="">Any</option>
            <option value="compute">Compute</option>
            <option value="bandwidth">Bandwidth</option>
            <option value="egress">Egress</option>
            <option value="dataset">Data sets</option>
          </Select>
        )}
      </Field>
      <Field label="Least stake" error={faults.stake}>
        {(control) => (
          <Input
            {...control}
            isMono
            unit="N3"
            name="stake"
            inputMode="decimal"
            defaultValue={query.stake}
            placeholder="0"
            autoComplete="off"
          />
        )}
      </Field>
      <Field label="Run by">
        {(control) => (
          <Select {...control} name="economy" defaultValue={query.economy ?? ''}>
            <option value="">Anyone</option>
            <option value="local">The local economy</option>
            <option value="others">Others</option>
          </Select>
        )}
      </Field>
    </>
  )
}

/** What the form does not ask for but the URL says. */
function Kept({ query }: { query: OperatorsQuery }) {
  const kept = { window: query.window, sort: query.sort, direction: query.direction, nodes: query.nodes }
  return Object.entries(kept).map(
    ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
  )
}
