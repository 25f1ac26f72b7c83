/** The local page, in one piece: nothing is fetched but its own status. All text is set as text, never as HTML. */
export function statusPage(nonce: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Network3 node</title>
<style nonce="${nonce}">
:root { color-scheme: light dark; --ink: light-dark(#17191c, #eceae4); --soft: light-dark(#5d6168, #a3a199);
  --line: light-dark(#d9d6ce, #33352f); --ground: light-dark(#faf9f6, #141512); --good: light-dark(#0a6b3d, #63d69b);
  --bad: light-dark(#9c3a00, #ffab73) }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 44rem; margin: 0 auto; padding: 2rem 1rem 4rem }
h1 { font-size: 1.25rem; margin: 0 } h2 { font-size: 1rem; margin: 2.25rem 0 .5rem }
p { margin: .35rem 0 } .soft { color: var(--soft) } .mono { font-family: ui-monospace, monospace; overflow-wrap: anywhere }
.state { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 1rem; margin: 1.5rem 0;
  border-block: 1px solid var(--line); padding: 1rem 0 }
.state dt { color: var(--soft); font-size: .875rem } .state dd { margin: 0; font-size: 1.25rem }
.good { color: var(--good) } .bad { color: var(--bad) }
table { width: 100%; border-collapse: collapse } td, th { text-align: left; padding: .35rem .5rem .35rem 0;
  border-bottom: 1px solid var(--line); vertical-align: top; font-weight: 400 } th { color: var(--soft); white-space: nowrap }
button { font: inherit; min-height: 2.75rem; padding: 0 1rem; border: 1px solid var(--ink); border-radius: 4px;
  background: transparent; color: inherit; cursor: pointer; margin: .5rem .5rem 0 0 }
button.main { background: var(--ink); color: var(--ground) } button:focus-visible { outline: 3px solid var(--good); outline-offset: 2px }
[hidden] { display: none }
</style>
</head>
<body>
<main>
<h1>Network3 node</h1>
<p class="mono soft" id="node"></p>
<dl class="state" aria-live="polite">
<div><dt>Online</dt><dd id="online">…</dd></div>
<div><dt>Verified</dt><dd id="verified">…</dd></div>
<div><dt>Earning</dt><dd id="earning">…</dd></div>
</dl>
<p id="why"></p><p class="soft" id="next"></p>
<section id="pairing" hidden aria-labelledby="pair-title">
<h2 id="pair-title">Pair with your wallet</h2>
<p>Code <strong class="mono" id="code"></strong> at <a id="link" rel="noreferrer"></a></p>
<div id="confirm" hidden>
<p>This wallet has signed. It will earn what this node earns. Is it yours?</p>
<p class="mono" id="operator"></p>
<button class="main" data-act="confirm" type="button">Yes, it is mine</button>
<button data-act="decline" type="button">No</button>
</div>
</section>
<h2>Work</h2>
<p id="jobs"></p>
<p id="offer" class="soft"></p>
<button id="pause" data-act="pause" type="button">Pause</button>
<p class="soft" id="readonly" hidden>To change anything, open this page by the link that the terminal shows.</p>
<h2>Facts</h2>
<table><tbody id="facts"></tbody></table>
<h2>Lately</h2>
<table><tbody id="events"></tbody></table>
</main>
<script nonce="${nonce}">
const token = location.hash.slice(1)
const $ = (id) => document.getElementById(id)
const set = (id, text, tone) => { const e = $(id); if (e.textContent !== text) e.textContent = text; if (tone !== undefined) e.className = tone }
const rows = (id, list) => {
  const key = JSON.stringify(list)
  if ($(id).dataset.key === key) return
  $(id).dataset.key = key
  $(id).replaceChildren(...list.map(([head, text]) => {
    const tr = document.createElement('tr'), th = document.createElement('th'), td = document.createElement('td')
    th.scope = 'row'; th.textContent = head; td.textContent = text; td.className = 'mono'; tr.append(th, td); return tr }))
}
const time = (iso) => iso ? new Date(iso).toLocaleTimeString() : '—'
function show(s) {
  set('node', s.node)
  set('online', s.online.isOnline ? 'Yes' : 'No', s.online.isOnline ? 'good' : 'bad')
  const verified = s.standing?.isVerified === true
  set('verified', s.standing === null ? 'Not known yet' : verified ? 'Yes' : 'Not yet', verified ? 'good' : '')
  set('earning', s.earning.isEarning ? 'Yes' : 'No', s.earning.isEarning ? 'good' : 'bad')
  set('why', s.earning.reason.sentence + (s.online.isOnline || !s.online.detail ? '' : ' (' + s.online.detail + ')'))
  set('next', s.earning.reason.nextStep ?? '')
  $('pairing').hidden = s.pairing === null
  if (s.pairing) {
    set('code', s.pairing.code); set('link', s.pairing.url.split('#')[0]); $('link').href = s.pairing.url
    $('confirm').hidden = s.pairing.operator === null || !token
    set('operator', s.pairing.operator ?? '')
  }
  const running = s.jobs.filter((job) => job.phase !== 'finished').length
  set('jobs', running + ' of ' + s.capacity.slots + ' slots at work; ' + s.counts.finished + ' jobs done since ' + time(s.startedAt) + ', ' + s.counts.failed + ' failed by their own error, ' + s.counts.refused + ' given back.')
  set('offer', s.paused ? s.paused.sentence : 'Lends ' + s.limits.cpuPercent + ' % of the cores and ' + s.limits.memoryMib + ' MiB; takes ' + (s.limits.kinds.join(', ') || 'nothing') + '.')
  set('pause', s.limits.isPaused ? 'Go on' : 'Pause'); $('pause').dataset.act = s.limits.isPaused ? 'resume' : 'pause'
  $('pause').hidden = !token; $('readonly').hidden = Boolean(token)
  rows('facts', [['Operator', s.registered.operator ?? 'not paired'], ['Gateway', s.online.gateway ?? '—'], ['Online since', time(s.online.since)],
    ['Epoch', s.standing ? String(s.standing.epoch) : '—'],
    ['Checks', s.standing ? s.standing.passedCanaries + ' passed, ' + s.standing.failedCanaries + ' failed; ' + s.standing.answeredSlots + ' calls answered' : '—'],
    ['Key of day', s.key.epoch === null ? s.key.problem ?? '—' : String(s.key.epoch)], ['Site', s.siteUrl], ['Version', s.version]])
  rows('events', s.events.slice(0, 20).map((e) => [time(e.at), e.text]))
}
async function look() {
  try { show(await (await fetch('/status.json')).json()) }
  catch { set('online', 'No', 'bad'); set('earning', 'No', 'bad'); set('why', 'The agent is not running.'); set('next', 'Start it: n3-agent up.') }
}
document.addEventListener('click', async (event) => {
  const act = event.target.dataset?.act
  if (!act) return
  event.target.disabled = true
  const answer = await fetch('/' + act, { method: 'POST', headers: { 'x-n3-token': token } }).catch(() => undefined)
  event.target.disabled = false
  if (answer?.ok) show(await answer.json()); else if (answer) set('next', (await answer.json()).error)
})
look(); setInterval(() => { if (!document.hidden) look() }, 2000)
document.addEventListener('visibilitychange', look)
</script>
</body>
</html>
`
}
