// The gateway: one WeChat provider behind gRPC on loopback, no cloud service. `fenjian gateway` installs and starts it.
//   FENJIAN_GATEWAY_PROVIDER           name of the provider's package
//   FENJIAN_GATEWAY_PORT               default 8788
//   FENJIAN_GATEWAY_TOKEN              what a client has to know; without it: the file `token`, made at the first start
//   FENJIAN_GATEWAY_PROVIDER_TOKEN     what a paid provider sold
//   FENJIAN_GATEWAY_PROVIDER_ENDPOINT  where its service is, host:port, for a provider that is a service elsewhere
//   FENJIAN_GATEWAY_PATIENCE           seconds until a provider without log-in is given up; default 30
//   FENJIAN_GATEWAY_LEASH              where set: ends when its standard input does, as whoever started it is gone then
// Its state lies in the working directory. It ends with 0 when told to, with 3 where starting again is of no use, else
// with 5. Nothing of what people write is printed, and no token.
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

process.umask(0o077)
process.env.WECHATY_LOG = 'silent'
const HOPELESS = 3
const AGAIN = 5
const say = line => process.stdout.write(`${line}\n`)
// Libraries print chats when they stumble: only what is said here is heard.
for (const way of ['debug', 'log', 'info', 'warn', 'error', 'trace']) console[way] = () => {}

const { FENJIAN_GATEWAY_PROVIDER: name = 'wechaty-puppet-wechat4u', FENJIAN_GATEWAY_PORT: port = '8788' } = process.env
const endpoint = `127.0.0.1:${port}`

function token () {
  if (process.env.FENJIAN_GATEWAY_TOKEN) return process.env.FENJIAN_GATEWAY_TOKEN
  try {
    writeFileSync('token', randomBytes(24).toString('hex'), { flag: 'wx', mode: 0o600 })
    say('made a token: it lies in the file "token"')
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  return readFileSync('token', 'utf8').trim()
}

function giveUp (sentence, code) {
  say(sentence)
  process.exit(code)
}

let loggedIn = false
let told
let waiting
// Before log-in there is no chat that an error could quote; afterwards only its kind is told. Once a run of the same.
function stumbled (error) {
  const line = loggedIn ? 'an error' : reason(error)
  if (line !== told) say(`provider stumbled (${told = line}); going on`)
  if (!loggedIn) beginSoon()
}

function reason (error) {
  let text = String(error?.gerror ?? error?.message ?? error)
  try { text = JSON.parse(text).details ?? text } catch {}
  return text.split('\n')[0].slice(0, 120)
}

// A provider that fell before or after log-in does not always rise: whoever started this starts it again.
function beginSoon () {
  clearTimeout(waiting)
  const patience = Number(process.env.FENJIAN_GATEWAY_PATIENCE ?? 30)
  waiting = setTimeout(() => giveUp('the provider offers no log-in; it has to begin anew', AGAIN), patience * 1000)
}

const { MemoryCard } = await import('memory-card')
const { helpers } = await import('wechaty-puppet')
const { PuppetServer } = await import('wechaty-puppet-service')

const { FENJIAN_GATEWAY_PROVIDER_TOKEN: sold, FENJIAN_GATEWAY_PROVIDER_ENDPOINT: elsewhere } = process.env
const bought = { ...sold && { token: sold }, ...elsewhere && { endpoint: elsewhere } }
const puppet = await helpers
  .resolvePuppet({ puppet: name, puppetOptions: { cache: { message: 5000 }, ...bought } })
  .catch(error => giveUp(`the provider ${name} cannot be loaded (${error.code || error.name}): is it installed?`, HOPELESS))
const memory = new MemoryCard({ name: `session-${name.replace(/[^\w-]+/g, '_').slice(-60)}` })
await memory.load()
puppet.setMemory(memory)

puppet.on('error', stumbled)
puppet.on('scan', ({ qrcode, status }) => {
  clearTimeout(waiting)
  told = undefined
  say(qrcode ? `scan ${qrcode}` : `scan status ${status}`)
})
puppet.on('login', () => { clearTimeout(waiting); loggedIn = true; told = undefined; say('logged in') })
puppet.on('logout', () => { loggedIn = false; say('logged out'); beginSoon() })
puppet.on('ready', () => say('contacts and rooms are known'))

const server = new PuppetServer({ endpoint, token: token(), puppet, tls: { disable: true } })
await server.start()
  .catch(() => giveUp(`${endpoint} is taken: another gateway runs there, or choose another port`, HOPELESS))
say(`listening on ${endpoint}, provider ${name}`)

// Stopping the provider would log the account out: the session is kept, and goes on at the next start.
async function end () {
  setTimeout(() => process.exit(0), 3000)
  await server.stop().catch(() => {})
  await memory.save().catch(() => {})
  giveUp('stopped; the WeChat session is kept', 0)
}
process.on('SIGTERM', end)
process.on('SIGINT', end)
if (process.env.FENJIAN_GATEWAY_LEASH) process.stdin.on('end', end).resume()

process.on('uncaughtException', stumbled)
process.on('unhandledRejection', stumbled)
puppet.start().catch(stumbled)
