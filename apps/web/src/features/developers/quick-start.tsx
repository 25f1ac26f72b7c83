import { CodeBlock } from '@network3/ui/code-block'
import { SectionHead } from '@network3/ui/section-head'
import { NumberedStep } from '../store/numbered-step.tsx'

type QuickStartProps = { siteUrl: string; isLocal: boolean }

/** From nothing to an opened result, three times over. */
export function QuickStart({ siteUrl, isLocal }: QuickStartProps) {
  const faucet = isLocal ? ' --faucet' : ''
  return (
    <section aria-labelledby="quick-start">
      <SectionHead id="quick-start" title="Quick start" note="about three minutes" />
      <ol className="grid w-full gap-8 border-line-strong border-t pt-5">
        <NumberedStep number={1} title="Have n3 and the SDK">
          <p className="text-ink-2 text-md">
            Both come with the source: in its folder, <code>n3</code> is <code>npm run -s n3 --</code>. Node
            20 or newer is all it needs.
          </p>
          <CodeBlock
            label="the set-up"
            title="shell"
            code={[
              "alias n3='npm run -s n3 --'",
              `export N3_URL=${siteUrl} N3_PASSPHRASE='a passphrase of yours'`,
              `n3 wallet create${faucet}`,
            ].join('\n')}
          />
        </NumberedStep>
        <NumberedStep number={2} title="With the command line: rent and run a model">
          <CodeBlock
            label="the commands"
            title="n3"
            code={[
              "n3 offers 'kind = compute and verified = true order by price'",
              'n3 rent --slots 2 --minutes 2 --runs onnx --budget 2',
              'npm run -s column -- encode ada@example.org 192.0.2.7 > column.json',
              'n3 run packages/models/n3-pii/model.onnx --input column.json --output scores.json',
              'npm run -s column -- decode scores.json',
            ].join('\n')}
          />
          <p className="text-ink-2 text-md">
            <code>n3 run</code> takes a lease you have, or rents: it says what that costs and asks, unless{' '}
            <code className="whitespace-nowrap">--yes</code> or{' '}
            <code className="whitespace-nowrap">--budget</code> said it.{' '}
            <code className="whitespace-nowrap">--explain</code> prints each HTTP call as curl,{' '}
            <code className="whitespace-nowrap">--json</code> prints JSON, and <code>n3 why</code> tells why
            anything is as it is.
          </p>
        </NumberedStep>
        <NumberedStep number={3} title="The same from TypeScript, in Node or in a page">
          <p className="text-ink-2 text-md">
            It uses the wallet of step 1 and the column of step 2. In the folder of the source, as{' '}
            <code>rent.mts</code> in <code>packages/sdk/examples</code>:{' '}
            <code>npx node packages/sdk/examples/rent.mts</code>. Keys are made in memory here;{' '}
            <code>rent-and-run.ts</code> beside it keeps them.
          </p>
          <CodeBlock
            label="the TypeScript"
            title="TypeScript"
            code={[
              "import { readFile } from 'node:fs/promises'",
              "import { tensorsFromJson, tensorsToJson } from '@network3/core/tensors/json-tensors'",
              "import { createRenter } from '@network3/sdk/create-renter'",
              "import { openWallet } from '@network3/sdk/wallet/open-wallet'",
              '',
              '// In a page: any LocalAccount of viem.',
              'const { HOME, N3_PASSPHRASE } = process.env',
              // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code that is shown
              'const account = await openWallet(`${HOME}/.n3`, N3_PASSPHRASE)',
              `const renter = createRenter({ siteUrl: '${siteUrl}', account })`,
              "const quote = await renter.quoteFor('onnx', { spec: { slots: 2 }, want: { units: 240n } })",
              'const { leases } = await renter.rent(quote)',
              '',
              'const jobs = await renter.jobs(BigInt(leases[0].leaseId))',
              "const module = await readFile('packages/models/n3-pii/model.onnx')",
              "const input = tensorsFromJson(await readFile('column.json', 'utf8'))",
              "const { jobId } = await jobs.submit({ kind: 'onnx', module, input })",
              'await jobs.wait(jobId)',
              'const { output } = await jobs.open(jobId)',
              'console.log(tensorsToJson(output))',
              'await jobs.accept(jobId)',
              'for (const { leaseId } of leases) await renter.leases.close(BigInt(leaseId))',
            ].join('\n')}
          />
        </NumberedStep>
        <NumberedStep number={4} title="The same from anything that speaks HTTP">
          <p className="text-ink-2 text-md">
            <code>n3 serve</code> listens on this machine alone. It seals, opens and signs, so that curl and a
            language with nothing but its standard library do whole jobs.
          </p>
          <CodeBlock
            label="the calls"
            title="curl, Python"
            code={[
              '# in a terminal of its own, set up as in step 1',
              'n3 serve --max-spend 2',
              '',
              '# all of it, from renting to closing',
              'M=packages/models/n3-pii/model.onnx E=packages/sdk/examples',
              'sh $E/curl/rent-and-run.sh $M column.json > scores.json',
              'python3 $E/python/rent_and_run.py $M column.json > scores.json',
              'npm run -s column -- decode scores.json',
              '',
              '# or call by call',
              'S=http://127.0.0.1:4633; A="authorization: Bearer $(cat ~/.n3/serve.token)"',
              `curl -H "$A" -H 'content-type: application/json' $S/leases \\`,
              `  -d '{"slots":2,"minutes":2,"budget":"2","runs":"onnx"}'`,
              'LEASE=…   # the leaseId of the answer',
              'curl -H "$A" $S/jobs -F lease=$LEASE -F kind=onnx \\',
              '  -F module=@packages/models/n3-pii/model.onnx -F input=@column.json',
              'JOB=…     # the jobId of the answer',
              'curl -H "$A" "$S/jobs/$JOB?wait=30"',
              'curl -H "$A" -H "accept: application/json" $S/jobs/$JOB/result',
              'curl -H "$A" -X POST $S/jobs/$JOB/accept',
              'curl -H "$A" -X POST $S/leases/$LEASE/close',
            ].join('\n')}
          />
        </NumberedStep>
      </ol>
    </section>
  )
}
