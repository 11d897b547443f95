// The gateway: one WeChat provider behind gRPC on loopback, no cloud service. `fenjian gateway` installs and starts it.
//   FENJIAN_GATEWAY_PROVIDER        name of the provider's package
//   FENJIAN_GATEWAY_PORT            default 8788
//   FENJIAN_GATEWAY_TOKEN           what a client has to know; without it: the file `token`, made at the first start
//   FENJIAN_GATEWAY_PROVIDER_TOKEN  what a paid provider sold
// Its state lies in the working directory. Nothing of what people write is printed, and no token.
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

process.umask(0o077)
process.env.WECHATY_LOG = 'silent'
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
// Before log-in there is no chat that an error could quote; afterwards only its kind is told. Once a run of the same.
function stumbled (error) {
  const kind = error?.gerror ? 'error' : error?.name || 'error'
  const line = loggedIn ? kind : `${kind}: ${String(error?.message || error?.gerror || '').split('\n')[0].slice(0, 200)}`
  if (line !== told) say(`provider stumbled (${told = line}); going on`)
}

const { MemoryCard } = await import('memory-card')
const { helpers } = await import('wechaty-puppet')
const { PuppetServer } = await import('wechaty-puppet-service')

const sold = process.env.FENJIAN_GATEWAY_PROVIDER_TOKEN
const puppet = await helpers
  .resolvePuppet({ puppet: name, puppetOptions: { cache: { message: 5000 }, ...sold && { token: sold } } })
  .catch(error => giveUp(`the provider ${name} cannot be loaded (${error.code || error.name}): is it installed?`, 3))
const memory = new MemoryCard({ name: `session-${name.replace(/[^\w-]+/g, '_').slice(-60)}` })
await memory.load()
puppet.setMemory(memory)

puppet.on('error', stumbled)
puppet.on('scan', ({ qrcode, status }) => say(qrcode ? `scan ${qrcode}` : `scan status ${status}`))
puppet.on('login', () => { loggedIn = true; told = undefined; say('logged in') })
puppet.on('logout', () => { loggedIn = false; say('logged out') })
puppet.on('ready', () => say('contacts and rooms are known'))

const server = new PuppetServer({ endpoint, token: token(), puppet, tls: { disable: true } })
await server.start()
  .catch(() => giveUp(`${endpoint} is taken: another gateway runs there, or choose another port`, 4))
say(`listening on ${endpoint}, provider ${name}`)

// Stopping the provider would log the account out: the session is kept, and goes on at the next start.
async function end () {
  await server.stop().catch(() => {})
  await memory.save().catch(() => {})
  giveUp('stopped; the WeChat session is kept', 0)
}
process.on('SIGTERM', end)
process.on('SIGINT', end)

process.on('uncaughtException', stumbled)
process.on('unhandledRejection', stumbled)
puppet.start().catch(stumbled)
