import type { RentAsk } from '../market/rent/use-quote.ts'
import type { Recipe } from './same-by-program.tsx'

// Each act three times over: with createRenter of packages/sdk, with n3, and with REST where REST alone can do it.

/** One word of a shell, quoted where it has to be. */
const word = (text: string) => (/^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
const API = '"$N3_URL/api/v1'

export function findOffersRecipe(query: string): Recipe {
  return {
    cli: query.trim() === '' ? 'n3 offers' : `n3 offers ${word(query)}`,
    curl: `curl -G ${API}/offers" --data-urlencode ${word(`query=${query}`)}`,
    sdk: `const { items } = await renter.offers.find(${JSON.stringify(query)})`,
  }
}

export function getOfferRecipe(offerId: string): Recipe {
  return {
    cli: `n3 why ${offerId}`,
    curl: `curl ${API}/offers/${offerId}"`,
    sdk: `const offer = await renter.offers.get('${offerId}')`,
  }
}

export function rentRecipe({ kind, query, want, budgetWei, runs }: RentAsk): Recipe {
  const isUnits = 'units' in want
  const amount = isUnits ? `--units ${want.units}` : `--nodes ${want.nodes} --hours ${want.hours}`
  const wanted = isUnits ? `{ units: ${want.units}n }` : `{ nodes: ${want.nodes}, hours: ${want.hours} }`
  const budget = budgetWei === undefined ? '' : `, budgetWei: ${budgetWei}n`
  const spec = { kind, query }
  const more = runs === undefined ? (kind === 'compute' ? '' : ` --kind ${kind}`) : ` --runs ${runs}`
  const body = JSON.stringify({ spec, want, ...(budgetWei !== undefined && { budgetWei }) })
  const quote =
    runs === undefined
      ? `renter.quote({ spec: { kind: '${kind}', query: ${JSON.stringify(query)} }, want: ${wanted}${budget} })`
      : `renter.quoteFor('${runs}', { spec: { query: ${JSON.stringify(query)} }, want: ${wanted}${budget} })`
  return {
    cli: `n3 rent --query ${word(query)} ${amount}${more}`,
    curl: [
      `curl ${API}/quotes" -H 'content-type: application/json' \\`,
      `  -d ${word(body)}`,
      '# then, with the quoteId of the answer, the one transaction to sign and send:',
      `curl -G ${API}/leases/prepare" -d quoteId=$QUOTE -d renter=$WALLET -d voucherSigner=$SESSION_KEY`,
    ].join('\n'),
    sdk: [`const quote = await ${quote}`, 'const { leases } = await renter.rent(quote)'].join('\n'),
  }
}

export function makeOfferRecipe(terms: {
  kind: string
  price: string
  slots: string
  minUnits: string
  maxUnits: string
}): Recipe {
  const { kind, price, slots, minUnits, maxUnits } = terms
  return {
    cli: `n3 offer publish --kind ${kind} --price ${price} --slots ${slots} --min-units ${minUnits} --max-units ${maxUnits}`,
    curl: [
      `curl -G ${API}/offers/template" -d operator=$WALLET -d kind=${kind} \\`,
      `  -d pricePerUnitWei=$PRICE_WEI -d slots=${slots} -d minUnits=${minUnits} -d maxUnits=${maxUnits}`,
      '# sign typedData with the wallet, then send `publish` of the answer with the signature:',
      `curl ${API}/offers" -H 'content-type: application/json' -d @signed-offer.json`,
    ].join('\n'),
    sdk: [
      "import { offerTypedData } from '@network3/chain/lease-typed-data'",
      'const signature = await account.signTypedData(offerTypedData(chainId, leaseMarket, offer))',
    ].join('\n'),
  }
}

export function findLeasesRecipe(list: {
  side: 'renter' | 'operator'
  filter: string
  address: string | undefined
}): Recipe {
  const { side, filter, address } = list
  const owner = address === undefined ? 'renter.account' : `'${address}'`
  return {
    cli: address === undefined ? 'n3 leases' : `n3 leases --${side} ${address}`,
    curl: `curl ${API}/leases?${side}=${address ?? '$WALLET'}&filter=${filter}"`,
    sdk: `const { items } = await renter.leases.find({ ${side}: ${owner}, filter: '${filter}' })`,
  }
}

export function leaseRecipe(leaseId: string): Recipe {
  return {
    cli: [
      `n3 run model.onnx --input input.json --lease ${leaseId}`,
      `n3 jobs --lease ${leaseId}`,
      `n3 why ${leaseId}`,
      `n3 close ${leaseId}`,
    ].join('\n'),
    curl: [
      `curl ${API}/leases/${leaseId}"`,
      `curl ${API}/leases/${leaseId}/jobs"`,
      '# the transaction that closes it, to sign and send:',
      `curl ${API}/leases/${leaseId}/prepare-close?by=$WALLET"`,
    ].join('\n'),
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

export function jobRecipe(jobId: string, leaseId: string | null): Recipe {
  return {
    cli: `n3 why ${jobId}\nn3 logs --follow ${jobId}\nn3 voucher ${jobId}`,
    curl: `curl ${API}/jobs/${jobId}"\ncurl ${API}/jobs/${jobId}/why"`,
    sdk: [
      ...(leaseId === null ? [] : [`const jobs = await renter.jobs(${leaseId}n)`]),
      `const why = await jobs.why('${jobId}')`,
      `const { output } = await jobs.open('${jobId}')`,
    ].join('\n'),
  }
}

export const keysRecipe: Recipe = {
  cli: "n3 login\nn3 api-keys create 'my server' --scope jobs --days 90 --cap 25\nn3 api-keys list",
  curl: `curl ${API}/usage" -H "authorization: Bearer $N3_API_KEY"`,
  sdk: "const renter = createRenter({ siteUrl, account, apiKey: 'n3_live_…' })",
}

export const webhooksRecipe: Recipe = {
  cli: [
    'n3 login',
    'n3 webhooks create https://example.org/n3 --event job.returned lease.closed',
    'n3 webhooks',
  ].join('\n'),
  curl: [
    `curl ${API}/webhooks" -H "authorization: Bearer $N3_API_KEY" \\`,
    '  -H \'content-type: application/json\' -H "idempotency-key: $(uuidgen)" \\',
    `  -d '{"url":"https://example.org/n3","events":["job.returned","lease.closed"]}'`,
  ].join('\n'),
  sdk: [
    '// A receiver, by Standard Webhooks: the signature is over id.timestamp.body',
    "const key = Buffer.from(secret.slice('whsec_'.length), 'base64')",
    "const signed = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.')",
    "const expected = createHmac('sha256', key).update(signed).digest('base64')",
    "const isOurs = headers['webhook-signature'].split(' ').includes('v1,' + expected)",
  ].join('\n'),
}
