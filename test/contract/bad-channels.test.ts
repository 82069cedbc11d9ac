import { afterAll, describe, expect, it } from 'vitest';
import { BatonError } from '#core/errors.ts';
import type { ChannelAdapter, ChannelSink } from '#core/ports/channel-adapter.ts';
import { writeFromPage } from '../support/written-from-page.ts';
import type { ChannelHarness, ChannelParts, ChannelUnderTest } from './channel/harness.ts';
import { brokenPromises, type PartName } from './channel-adapter.contract.ts';

// The channel of the page is a good one; here it is spoiled in one point after the other.
const project = await writeFromPage('docs/write-a-channel.md');
afterAll(() => project.close());
const { hook } = (await project.load('test/adapters/hook/harness.ts')) as { readonly hook: ChannelUnderTest };

type Spoiled = Partial<ChannelAdapter> | { readonly hands: Partial<ChannelHarness['hands']> };
/** What is done to a good channel. */
type Spoil = (good: ChannelHarness, parts: ChannelParts) => Spoiled;

const spoiled = (spoil: Spoil): ChannelUnderTest => ({
  ...hook,
  async create(parts) {
    const good = await hook.create(parts);
    const bad = spoil(good, parts);
    return 'hands' in bad ? { ...good, hands: { ...good.hands, ...bad.hands } } : { ...good, channel: { ...good.channel, ...bad } };
  },
});

/** A channel whose way to the store is spoiled. */
const takingIn =
  (spoil: (sink: ChannelSink) => Partial<ChannelSink>): Spoil =>
  ({ channel }) => ({ start: (sink) => channel.start({ ...sink, ...spoil(sink) }) });
/** A channel whose way to the customer is spoiled. */
const sending =
  (spoil: (send: ChannelAdapter['send']) => ChannelAdapter['send']): Spoil =>
  ({ channel }) => ({ send: spoil((address, message) => channel.send(address, message)) });

const RECEIPT = { id: 'm', seq: 1, cursor: 1, at: 0 };
const nobody = (): undefined => undefined;
/** What a channel throws, made another error. */
const rethrowing = (as: (error: BatonError) => BatonError): Spoil =>
  sending((send) => (address, message) => send(address, message).catch((error: unknown) => Promise.reject(error instanceof BatonError ? as(error) : error)));

const FAULTS: readonly (readonly [string, PartName, RegExp, Spoil])[] = [
  ['acknowledges before anything is stored', 'takingIn', /stores before/, takingIn((sink) => ({ accept: (inbound) => (void sink.accept(inbound).catch(nobody), Promise.resolve(RECEIPT)) }))],
  ['acknowledges what could not be stored', 'takingIn', /does not acknowledge/, takingIn((sink) => ({ accept: (inbound) => sink.accept(inbound).catch(() => RECEIPT) }))],
  ['loses characters that are not ASCII', 'takingIn', /every character/, takingIn((sink) => ({ accept: (inbound) => sink.accept({ ...inbound, text: inbound.text.replaceAll(/[^\n -~]/g, '?') }) }))],
  ['gives everybody the same address', 'addresses', /two people apart/, takingIn((sink) => ({ accept: (inbound) => sink.accept({ ...inbound, address: 'ada' }) }))],
  ['gives a new address each time', 'addresses', /same address/, takingIn((sink) => ({ accept: (inbound) => sink.accept({ ...inbound, address: `${inbound.address}-${crypto.randomUUID()}` }) }))],
  ['sends to whoever is there, whatever the address', 'addresses', /nobody but|anybody but/, sending((send) => (_, message) => send('ada', message))],
  ['believes everybody', 'credentials', /forged/, (good) => ({ hands: { forge: (text) => good.say(text) } })],
  ['takes its own words for the customer’s', 'ownMessages', /what it has sent/, ({ say, channel }) => ({ send: async (address, message) => (await channel.send(address, message), void (await say(message.text))) })],
  ['makes a new id each time', 'redelivery', /same outside id/, takingIn((sink) => ({ accept: (inbound) => sink.accept({ ...inbound, externalId: crypto.randomUUID() }) }))],
  ['has one id for everything', 'redelivery', /same outside id/, takingIn((sink) => ({ accept: (inbound) => sink.accept({ ...inbound, externalId: 'one' }) }))],
  ['swallows what staff change', 'edits', /what an agent changes/, () => ({ edit: () => Promise.resolve() })],
  ['shows what staff took back', 'edits', /takes away/, ({ channel }) => ({ edit: (address, message) => (message.removedAt === undefined ? channel.edit?.(address, message) : undefined) ?? Promise.resolve() })],
  ['sends a change as one more message', 'edits', /what an agent changes/, ({ channel }) => ({ edit: (address, message) => channel.send(address, { ...message, id: crypto.randomUUID() }) })],
  ['swallows what the customer changes', 'edits', /customer changes/, takingIn(() => ({ edit: () => Promise.resolve() }))],
  ['acknowledges a change that could not be stored', 'edits', /does not acknowledge a change/, takingIn((sink) => ({ edit: (edit) => sink.edit(edit).catch(nobody) }))],
  ['swallows what the customer takes back', 'edits', /customer takes back/, takingIn(() => ({ edit: () => Promise.resolve() }))],
  ['says that nothing can be changed, though it can', 'takingIn', /what it can do/, ({ channel }) => ({ capabilities: { ...channel.capabilities, edits: false } })],
  ['loses files without a word', 'files', /files of staff/, sending((send) => (address, message) => send(address, { ...message, extras: { ...message.extras, files: [] } }))],
  ['cuts long texts', 'richContent', /long text/, sending((send) => (address, message) => send(address, { ...message, text: message.text.slice(0, 1_000) }))],
  ['leaves out the choices', 'richContent', /choices and sources/, sending((send) => (address, message) => send(address, { ...message, extras: { ...message.extras, quickReplies: [] } }))],
  ['leaves out the sources', 'richContent', /choices and sources/, sending((send) => (address, message) => send(address, { ...message, extras: { ...message.extras, citations: [] } }))],
  ['does not say who writes', 'richContent', /which agent/, sending((send) => (address, message) => send(address, { ...message, extras: { ...message.extras, agentName: '' } }))],
  ['has no words for notices', 'richContent', /every notice/, sending((send) => (address, message) => (message.extras.notice ? Promise.resolve() : send(address, message)))],
  ['strips tables', 'richContent', /a table/, sending((send) => (address, message) => send(address, { ...message, text: message.text.replaceAll(/^\|.*\|$/gm, '') }))],
  ['drops the targets of links', 'richContent', /a link/, sending((send) => (address, message) => send(address, { ...message, text: message.text.replaceAll(/\]\([^)]*\)/g, ']') }))],
  [
    'swaps two messages',
    'richContent',
    /in order/,
    sending((send) => {
      const held: Parameters<typeof send>[] = [];
      return async (address, message) => {
        if (held.push([address, message]) % 2 === 1) return;
        for (const each of held.splice(-2).toReversed()) await send(...each);
      };
    }),
  ],
  ['sends everything twice', 'richContent', /in order/, sending((send) => async (address, message) => (await send(address, message), send(address, { ...message, id: `${message.id}-again` })))],
  ['gives up where it should wait', 'troubles', /as long as the other side asks/, rethrowing(({ message }) => new BatonError('invalid_input', message))],
  ['comes back before the other side wants it', 'troubles', /as long as the other side asks/, rethrowing(({ message }) => new BatonError('unavailable', message))],
  ['gives up in an outage', 'troubles', /outage/, rethrowing(({ message }) => new BatonError('internal', message))],
  ['takes an outage for success', 'troubles', /outage/, sending((send) => (address, message) => send(address, message).catch(nobody))],
  ['has a new id for each try', 'troubles', /lost/, sending((send) => (address, message) => send(address, { ...message, id: crypto.randomUUID() }))],
  ['posts again what stands there already', 'troubles', /after a crash/, sending((send) => (address, message) => send(address, { ...message, id: crypto.randomUUID() }))],
  ['tries for ever what is refused', 'troubles', /refused for good/, rethrowing(({ message }) => new BatonError('unavailable', message))],
  ['leaves a timer open', 'stopping', /nothing open/, ({ channel }, { clock }) => ({ start: (sink) => (clock.after(60_000, nobody), channel.start(sink)) })],
  ['goes on after it has stopped', 'stopping', /takes nothing in/, () => ({ stop: () => Promise.resolve() })],
  ['cannot be stopped twice', 'stopping', /nothing open/, ({ channel }) => ({ stop: () => channel.stop().then(() => Promise.reject(new Error('stopped already'))) })],
];

describe('the contract of channels', () => {
  it.each(FAULTS)('notices a channel that %s', async (_, part, words, spoil) => {
    expect(await brokenPromises(hook, part, words)).toEqual([]);
    expect(await brokenPromises(spoiled(spoil), part, words)).not.toEqual([]);
  });

  it('does not let a harness leave something out in silence', async () => {
    const { forge: _, ...lacks } = hook.lacks;
    const silent: ChannelUnderTest = {
      ...hook,
      lacks,
      async create(parts) {
        const good = await hook.create(parts);
        const { forge: __, ...hands } = good.hands;
        return { ...good, hands };
      },
    };
    expect(await brokenPromises(silent, 'credentials', /forged/)).not.toEqual([]);
  });
});
