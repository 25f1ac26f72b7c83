import type { RentAsk } from '../market/rent/use-quote.ts'
import type { Recipe } from './same-by-program.tsx'

// Each act three times over. e2e/rent-developers.e2e.ts runs what is shown.

/** One word of a shell, quoted where it has to be. */
const word = (text: string) => (/^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
const SITE = '$N3_SITE'

export function findOffersRecipe(query: string): Recipe {
  return {
    cli: `n3 offers ${word(query)}`,
    curl: `curl -G "${SITE}/api/v1/offers" \\\n  --data-urlencode ${word(`query=${query}`)}`,
    sdk: `const { items } = await renter.offers.find(${JSON.stringify(query)})`,
  }
}

export function getOfferRecipe(offerId: string): Recipe {
  return {
    cli: `n3 offers show ${offerId}`,
    curl: `curl "${SITE}/api/v1/offers/${offerId}"`,
    sdk: `const offer = await renter.offers.get('${offerId}')`,
  }
}

export function rentRecipe({ kind, query, want, budgetWei, runs }: RentAsk): Recipe {
  const amount = 'units' in want ? `--units ${want.units}` : `--nodes ${want.nodes} --hours ${want.hours}`
  const wanted =
    'units' in want ? `{ units: ${want.units}n }` : `{ nodes: ${want.nodes}, hours: ${want.hours} }`
  const budget = budgetWei === undefined ? '' : `, budgetWei: ${budgetWei}n`
  const body = JSON.stringify({
    spec: { kind, query },
    want,
    ...(budgetWei !== undefined && { budgetWei }),
  })
  const spec = `{ kind: '${kind}', query: ${JSON.stringify(query)} }`
  const quote =
    runs === undefined
      ? `renter.quote({ spec: ${spec}, want: ${wanted}${budget} })`
      : `renter.quoteFor('${runs}', { query: ${JSON.stringify(query)}, want: ${wanted}${budget} })`
  return {
    cli: `n3 rent --query ${word(query)} ${amount}`,
    curl: [
      `curl "${SITE}/api/v1/quotes" -H 'content-type: application/json' \\`,
      `  -d ${word(body)}`,
      '# then, with the quoteId of the answer, the calldata to sign:',
      `curl -G "${SITE}/api/v1/quotes/$QUOTE/calls" -d renter=$WALLET -d voucherSigner=$SESSION_KEY`,
    ].join('\n'),
    sdk: [`const quote = await ${quote}`, 'const { leases } = await renter.rent(quote)'].join('\n'),
  }
}

export function findLeasesRecipe(list: {
  side: 'renter' | 'operator'
  filter: string
  address: string | undefined
}): Recipe {
  const { side, filter, address } = list
  const who = address ?? '$WALLET'
  const owner = address === undefined ? 'renter.account' : `'${address}'`
  return {
    cli: 'n3 leases',
    curl: `curl "${SITE}/api/v1/leases?${side}=${who}&filter=${filter}"`,
    sdk: `const { items } = await renter.leases.find({ ${side}: ${owner}, filter: '${filter}' })`,
  }
}

export function leaseRecipe(leaseId: string): Recipe {
  return {
    cli: [
      `n3 run model.onnx --input input.n3t --lease ${leaseId}`,
      `n3 jobs --lease ${leaseId}`,
      `n3 leases close ${leaseId}`,
    ].join('\n'),
    curl: `curl "${SITE}/api/v1/leases/${leaseId}"\ncurl "${SITE}/api/v1/leases/${leaseId}/jobs"`,
    sdk: [
      `const jobs = await renter.jobs(${leaseId}n)`,
      "const { jobId } = await jobs.submit({ kind: 'onnx', module, input })",
      'await jobs.wait(jobId)',
      'const { output } = await jobs.open(jobId)',
      'await jobs.accept(jobId)',
      `await renter.leases.close(${leaseId}n)`,
    ].join('\n'),
  }
}

export function jobRecipe(jobId: string): Recipe {
  return {
    cli: `n3 why ${jobId}\nn3 logs -f ${jobId}`,
    curl: `curl "${SITE}/api/v1/jobs/${jobId}"\ncurl "${SITE}/api/v1/jobs/${jobId}/why"`,
    sdk: [`const why = await jobs.why('${jobId}')`, `const { output } = await jobs.open('${jobId}')`].join(
      '\n',
    ),
  }
}
