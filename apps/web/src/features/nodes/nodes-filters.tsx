import { Button } from '@network3/ui/button'
import { Field } from '@network3/ui/field'
import { LinkButton } from '@network3/ui/link-button'
import { Select } from '@network3/ui/select'
import Form from 'next/form'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { type NodesQuery, nodesHref } from './nodes-query.ts'

type NodesFiltersProps = { query: NodesQuery; countries: readonly { code: string; name: string }[] }

/** Country and capability: a plain form whose answer is a URL, with or without JavaScript. */
export function NodesFilters({ query, countries }: NodesFiltersProps) {
  const hasFilter = query.country !== undefined || query.capability !== undefined
  return (
    <Form
      key={JSON.stringify(query)}
      action={paths.nodes}
      scroll={false}
      role="search"
      aria-label="Filter nodes"
      className="flex flex-wrap items-end gap-3 max-md:[&>label]:grow"
    >
      {query.status !== 'registered' && <input type="hidden" name="status" value={query.status} />}
      <Field label="Country">
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
      <Button type="submit" variant="line">
        Apply
      </Button>
      {hasFilter && (
        <LinkButton
          variant="quiet"
          component={Link}
          href={nodesHref(query, { country: undefined, capability: undefined })}
        >
          Clear
        </LinkButton>
      )}
    </Form>
  )
}
