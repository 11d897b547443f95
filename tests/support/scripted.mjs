// A provider for tests: the mock puppet, with a loopback HTTP door that runs JavaScript against it (POST the source).
//   DOOR   port of the door       STORE  file that keeps messages through a restart, as some providers do
// In scope there: all of `scope` below. gateway.py beside this file is the other side.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { FileBox } from 'file-box'
import * as PUPPET from 'wechaty-puppet'
import { PuppetMock, mock } from 'wechaty-puppet-mock'

const { DOOR, STORE, ACCOUNT = 'wx-fenjian', ACCOUNT_NAME = '分拣小助手' } = process.env
const { Message } = PUPPET.types
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))
const forever = new Promise(() => {})

// What a test may turn.
const untouched = () => ({
  account: ACCOUNT,     // logs in as this contact; null: nobody
  echo: true,           // what the bot sends comes back as its own message
  ids: true,            // a send tells the id of the message
  payloadDelay: 0,      // ms before a message payload is told, or (id) => ms
  never: new Set(),     // ids of messages whose payload never comes
  broken: new Set(),    // ids of messages whose payload is an error
  sends: [],            // the next sends: 'fail', {error}, 'hang', 'late' (delivered, and hangs), or ms of delay
  now: null,            // the network's time in ms; null: the machine's
  strangers: new Set(), // contacts that are no friends: no private message reaches them
})
const knobs = untouched()
const now = () => knobs.now ?? Date.now()
const said = []     // what the bot sent, in order: {to, text, mentions, id}
const done = []     // what else it was told to do: [method, ...arguments]
const calls = {}    // how often each method was called
const aliases = new Map() // `${room} ${contact}` -> nickname in the group
const invitations = new Map()
const friendships = new Map()
const announcements = new Map()
const boxes = new Map()
const timers = []
let number = 0

class Scripted extends PuppetMock {
  constructor (options = {}) {
    super({ ...options, mocker: new mock.Mocker() })
    for (const name of ['messagePayload', 'contactPayload', 'roomPayload', 'roomMemberPayload', 'roomList', 'start', 'stop']) {
      const original = this[name].bind(this)
      this[name] = (...given) => { calls[name] = (calls[name] || 0) + 1; return original(...given) }
    }
    open(this)
  }

  async onStart () {
    await super.onStart()
    setImmediate(() => knobs.account && !this.isLoggedIn && this.login(knobs.account))
  }

  async messageRawPayload (id) {
    if (knobs.never.has(id)) await forever
    const delay = typeof knobs.payloadDelay === 'function' ? knobs.payloadDelay(id) : knobs.payloadDelay
    if (delay) await sleep(delay)
    if (knobs.broken.has(id)) throw new Error('payload is broken')
    return this.mocker.messagePayload(id)
  }

  async #send (to, what, mentions = []) {
    const fate = knobs.sends.shift()
    if (fate === 'fail') throw new Error('provider refused')
    if (fate?.error) throw new Error(fate.error)
    if (fate === 'hang') await forever
    if (typeof fate === 'number') await sleep(fate)
    if (!this.isLoggedIn) throw new Error('not logged in')
    if (knobs.strangers.has(to)) throw new Error('not a friend')
    const room = this.mocker.cacheRoomPayload.has(to)
    if (!room && !this.mocker.cacheContactPayload.has(to)) throw new Error('no such conversation')
    const message = typeof what === 'string' ? { text: what } : { file: what }
    const id = speak(room ? to : null, this.currentUserId, message.text, {
      file: message.file, mentions, listener: room ? undefined : to, quiet: !knobs.echo,
    })
    said.push({ to, id, mentions, text: message.text, file: message.file?.name })
    if (fate === 'late') await forever
    return knobs.ids ? id : undefined
  }

  messageSendText (to, text, mentions) { return this.#send(to, text, mentions) }
  messageSendFile (to, file) { return this.#send(to, file) }
  async messageFile (id) { return boxes.get(id) ?? super.messageFile(id) }
  async messageImage (id) { return boxes.get(id) ?? super.messageImage(id) }
  async contactAlias (id, alias) {
    if (alias === undefined) return this.mocker.contactPayload(id).alias ?? ''
    done.push(['contactAlias', id, alias])
    this.mocker.contactPayload(id).alias = alias
  }

  async roomTopic (id, topic) {
    if (topic === undefined) return this.mocker.roomPayload(id).topic
    done.push(['roomTopic', id, topic])
    this.mocker.roomPayload(id).topic = topic
  }

  async roomAnnounce (id, text) {
    if (text === undefined) return announcements.get(id) ?? ''
    done.push(['roomAnnounce', id, text])
    announcements.set(id, text)
  }

  async roomMemberRawPayload (room, contact) {
    const { name, avatar } = this.mocker.contactPayload(contact)
    return { avatar, id: contact, name, roomAlias: aliases.get(`${room} ${contact}`) }
  }

  async roomInvitationRawPayload (id) { return invitations.get(id) }
  async roomInvitationRawPayloadParser (raw) { return raw }
  async roomInvitationAccept (id) { done.push(['roomInvitationAccept', id]) }
  async friendshipRawPayload (id) { return friendships.get(id) }
  async friendshipRawPayloadParser (raw) { return raw }
  async friendshipAccept (id) {
    done.push(['friendshipAccept', id])
    const contact = this.mocker.cacheContactPayload.get(friendships.get(id)?.contactId)
    if (contact) { contact.friend = true; knobs.strangers.delete(contact.id) }
  }
}

let puppet
let mocker

/** A contact; `change` are fields of its payload (`friend`, `alias`, …). */
function person (id, name = id, change = {}) {
  const known = mocker.cacheContactPayload.get(id)
  if (known) Object.assign(known, { name }, change)
  else {
    const type = PUPPET.types.Contact.Individual
    mocker.contactPayload(id, { id, name, alias: '', avatar: '', gender: 0, phone: [], friend: true, type, ...change })
  }
  puppet.cache.contact.delete(id)
}

/** A chat group with the account and `members`: pairs of contact id and nickname. */
function room (id, topic = id, members = []) {
  for (const [contact, name] of members) {
    if (!mocker.cacheContactPayload.has(contact)) person(contact, name)
    if (name) aliases.set(`${id} ${contact}`, name)
  }
  const memberIdList = [...new Set([knobs.account ?? ACCOUNT, ...members.map(([contact]) => contact)])]
  if (mocker.cacheRoomPayload.has(id)) Object.assign(mocker.roomPayload(id), { topic, memberIdList })
  else mocker.roomPayload(id, { id, topic, avatar: '', memberIdList, ownerId: memberIdList[1] ?? memberIdList[0], adminIdList: [] })
  puppet.cache.room.delete(id)
}

/** A message; returns its id. `more`: id, at (ms), type, mentions, listener, file, quiet (no event). */
function speak (roomId, talkerId, text, more = {}) {
  const id = more.id ?? `m${Date.now().toString(36)}-${process.pid}-${++number}`
  const payload = {
    id, talkerId, text, timestamp: more.at ?? now(), type: more.type ?? (more.file ? fileType(more.file) : Message.Text),
    ...(roomId ? { roomId, mentionIdList: more.mentions ?? [] } : { listenerId: more.listener ?? puppet.currentUserId }),
  }
  if (more.file) boxes.set(id, more.file)
  mocker.cacheMessagePayload.set(id, payload)
  if (STORE) appendFileSync(STORE, JSON.stringify(payload) + '\n')
  if (!more.quiet) puppet.emit('message', { messageId: id })
  return id
}

function fileType ({ name }) {
  if (/\.(jpe?g|png|gif)$/i.test(name)) return Message.Image
  return /\.(silk|mp3)$/i.test(name) ? Message.Audio : Message.Attachment
}

/** A file of `content` (base64). */
const file = (name, content) => FileBox.fromBase64(content, name)

function join (roomId, contacts, inviter, at = now()) {
  for (const [contact, name] of contacts) {
    person(contact, name)
    aliases.set(`${roomId} ${contact}`, name)
    const { memberIdList } = mocker.roomPayload(roomId)
    if (!memberIdList.includes(contact)) memberIdList.push(contact)
  }
  puppet.cache.room.delete(roomId)
  puppet.emit('room-join', { inviteeIdList: contacts.map(([id]) => id), inviterId: inviter, roomId, timestamp: at })
}

function leave (roomId, contacts, remover, at = now()) {
  const payload = mocker.roomPayload(roomId)
  payload.memberIdList = payload.memberIdList.filter(id => !contacts.includes(id))
  puppet.cache.room.delete(roomId)
  puppet.emit('room-leave', { removeeIdList: contacts, removerId: remover, roomId, timestamp: at })
}

function topic (roomId, newTopic, changerId, at = now()) {
  const payload = mocker.roomPayload(roomId)
  const oldTopic = payload.topic
  payload.topic = newTopic
  puppet.cache.room.delete(roomId)
  puppet.emit('room-topic', { changerId, newTopic, oldTopic, roomId, timestamp: at })
}

const recall = (roomId, talkerId, messageId, more = {}) =>
  speak(roomId, talkerId, messageId, { ...more, type: Message.Recalled })

function invite (id, inviterId, roomTopic, more = {}) {
  invitations.set(id, {
    id, inviterId, topic: roomTopic, avatar: '', invitation: '', memberCount: 3, memberIdList: [],
    receiverId: puppet.currentUserId, timestamp: now(), ...more,
  })
  puppet.emit('room-invite', { roomInvitationId: id })
}

/** A friend request (type Receive), or with `type` 1 the news that it was confirmed. */
function befriend (id, contactId, hello = '', type = PUPPET.types.Friendship.Receive) {
  friendships.set(id, { id, contactId, hello, type, timestamp: now(), ticket: 't' })
  puppet.emit('friendship', { friendshipId: id })
}

/** `what` happens every `ms` from now on, until `quiet`. */
function every (ms, what) { timers.push(setInterval(what, ms)) }
const quiet = () => timers.splice(0).forEach(clearInterval)

/** As at the start, for the next test; false where that cannot be. */
function reset () {
  if (puppet.currentUserId !== ACCOUNT) return false
  const account = mocker.contactPayload(ACCOUNT)
  quiet()
  for (const kept of [said, done]) kept.length = 0
  if (STORE) writeFileSync(STORE, '')
  for (const name of Object.keys(calls)) delete calls[name]
  for (const map of [aliases, invitations, friendships, announcements, boxes]) map.clear()
  for (const kind of ['Contact', 'Room', 'Message']) mocker[`cache${kind}Payload`].clear()
  for (const kind of ['contact', 'room', 'roomMember', 'message', 'friendship', 'roomInvitation']) puppet.cache[kind].clear()
  Object.assign(knobs, untouched())
  mocker.contactPayload(ACCOUNT, { ...account, name: ACCOUNT_NAME })
  return true
}

function load () {
  if (!STORE || !existsSync(STORE)) return
  for (const line of readFileSync(STORE, 'utf8').split('\n')) {
    const payload = line && JSON.parse(line)
    if (payload) mocker.cacheMessagePayload.set(payload.id, payload)
  }
}

const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor

function open (made) {
  puppet = made
  mocker = made.mocker
  person(ACCOUNT, ACCOUNT_NAME, { friend: false })
  load()
  const scope = {
    puppet, mocker, knobs, said, done, calls, aliases, announcements, PUPPET, FileBox, sleep,
    person, room, speak, file, join, leave, topic, recall, invite, befriend, every, quiet, reset,
  }
  http.createServer((request, response) => {
    const parts = []
    request.on('data', part => parts.push(part)).on('end', async () => {
      try {
        const { source, given } = JSON.parse(Buffer.concat(parts).toString('utf8'))
        const result = await new AsyncFunction(...Object.keys(scope), 'given', source)(...Object.values(scope), given)
        response.end(JSON.stringify(result ?? null))
      } catch (error) {
        response.statusCode = 500
        response.end(String(error?.stack ?? error))
      }
    })
  }).listen(Number(DOOR), '127.0.0.1')
}

export default Scripted
