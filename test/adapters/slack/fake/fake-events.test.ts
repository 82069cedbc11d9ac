import { App, ExpressReceiver, LogLevel } from '@slack/bolt';
import express from 'express';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestClock, type TestClock } from '../../../support/test-clock.ts';
import { type FakeSlack, type FakeUser, startFakeSlack } from './index.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined, setLevel: () => undefined, setName: () => undefined, getLevel: () => LogLevel.ERROR };
const input = { type: 'input', block_id: 'words', label: { type: 'plain_text', text: 'Words' }, element: { type: 'plain_text_input', action_id: 'text' } };
const modal = (title: string): never => ({ type: 'modal', callback_id: 'm', title: { type: 'plain_text', text: title }, submit: { type: 'plain_text', text: 'Send' }, blocks: [input] }) as never;

let clock: TestClock;
let slack: FakeSlack;
let server: Server;
let app: App;
let ann: FakeUser;
let room: string;
const heard: { readonly type: string; readonly text: string | undefined; readonly retry: number | undefined }[] = [];

beforeEach(async () => {
  heard.length = 0;
  clock = createTestClock();
  slack = await startFakeSlack({ clock });
  ann = slack.users.add({ name: 'Ann', email: 'ann@example.com' });
  room = slack.channels.add('support', { members: [ann] }).id;
  const receiver = new ExpressReceiver({ signingSecret: slack.signingSecret, endpoints: '/slack/events', logger: quiet });
  app = new App({ receiver, logger: quiet, clientOptions: { slackApiUrl: slack.apiUrl }, ignoreSelf: false, authorize: () => Promise.resolve({ botToken: slack.botToken, botId: slack.bot.botId, botUserId: slack.bot.userId }) });
  app.use(async ({ body, context, next }) => {
    const { event } = body as { event?: { type: string; subtype?: string; text?: string } };
    if (event) heard.push({ type: event.subtype ?? event.type, text: event.text, retry: context.retryNum });
    await next();
  });
  server = express().use(receiver.router).listen(0, '127.0.0.1');
  await new Promise<void>((resolve) => void server.once('listening', resolve));
  expect(await slack.connectTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`)).toBe(true);
});
afterEach(async () => {
  await slack.close();
  server.closeAllConnections();
  await new Promise<void>((resolve) => void server.close(() => resolve()));
});

test('the real Bolt hears messages, edits, deletions, files and its own posts, signed', async () => {
  const post = slack.say(ann, room, 'hello');
  slack.edit(post, 'hello there');
  slack.remove(post);
  slack.say(ann, room, '', { files: [{ name: 'a.txt', type: 'text/plain', bytes: Buffer.from('a') }] });
  await app.client.chat.postMessage({ token: slack.botToken, channel: room, text: 'own' });
  await slack.idle();
  expect(heard.map(({ type }) => type).toSorted()).toEqual(['file_share', 'message', 'message', 'message_changed', 'message_deleted']);
  expect(slack.deliveries.every(({ acked }) => acked)).toBe(true);
});

test('what is signed wrongly, not at all, too late or was written again does not get in', async () => {
  for (const signature of ['missing', 'wrong', 'reserialised', { ageSeconds: 301 }] as const) {
    const delivery = slack.sendEvent({ type: 'message', channel: room, text: 'x' }, { signature, once: true });
    await delivery.settled;
    expect(delivery.attempts.map(({ status }) => status)).toEqual([401]);
  }
  expect(heard).toEqual([]);
});

test('what is not acknowledged comes at once, after a minute and after five, and then no more', async () => {
  server.closeAllConnections();
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  const delivery = slack.sendEvent({ type: 'message', channel: room, text: 'x' });
  await slack.idle();
  expect(delivery.attempts).toHaveLength(2);
  clock.advance(60_000);
  await slack.idle();
  clock.advance(300_000);
  await delivery.settled;
  expect(delivery.attempts.map(({ retry, at }) => [retry, at - delivery.attempts[0]!.at])).toEqual([[0, 0], [1, 0], [2, 60_000], [3, 360_000]]);
  expect(delivery.acked).toBe(false);
});

test('events are repeated, held back and turned round', async () => {
  slack.trouble.repeatEvents(4);
  slack.say(ann, room, 'four times');
  await slack.idle();
  expect(heard).toHaveLength(4);
  slack.trouble.clear();
  slack.trouble.holdEvents();
  slack.say(ann, room, 'one');
  slack.say(ann, room, 'two');
  expect(slack.deliveries.at(-1)?.attempts).toEqual([]);
  slack.trouble.releaseEvents(true);
  await slack.idle();
  expect(slack.deliveries.at(-1)?.acked).toBe(true);
});

test('a button opens a modal within 3 s, once; errors stand under its fields; an update takes its place', async () => {
  const triggers: string[] = [];
  app.action('open', async ({ ack, body, client }) => {
    await ack();
    const { trigger_id: trigger } = body as unknown as { trigger_id: string };
    triggers.push(trigger);
    await client.views.open({ trigger_id: trigger, view: modal('Reply') });
  });
  app.view('m', async ({ ack, view }) => {
    const words = view.state.values['words']?.['text']?.value;
    await (words === 'bad' ? ack({ response_action: 'errors', errors: { words: 'Kinder, please.' } }) : words === 'more' ? ack({ response_action: 'update', view: modal('Sure?') }) : ack());
  });
  await app.client.chat.postMessage({ token: slack.botToken, channel: room, text: 'card', blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'open', text: { type: 'plain_text', text: 'Reply' }, value: 'c1' }] }] as never });
  const pressed = await slack.press(ann, slack.posts(room)[0]!, 'open');
  expect(pressed).toMatchObject({ ok: true, status: 200 });
  await slack.until(() => slack.modals(ann).length === 1);
  expect((await slack.submit(ann, { text: 'bad' })).errors).toEqual({ words: 'Kinder, please.' });
  await slack.submit(ann, { text: 'more' });
  expect(slack.modals(ann).map(({ title }) => title)).toEqual(['Sure?']);
  await slack.submit(ann, { text: 'fine' });
  expect(slack.modals(ann)).toEqual([]);
  const open = (trigger: string): Promise<unknown> => app.client.views.open({ token: slack.botToken, trigger_id: trigger, view: modal('Late') });
  await expect(open(triggers[0]!)).rejects.toMatchObject({ data: { error: 'exchanged_trigger_id' } });
  clock.advance(3000);
  await expect(open('no-such-trigger')).rejects.toMatchObject({ data: { error: 'invalid_trigger_id' } });
  await expect(open(pressed.triggerId)).rejects.toMatchObject({ data: { error: 'exchanged_trigger_id' } });
  // Nobody listens to this one: a late trigger is of no use.
  app.action('late', ({ ack }) => ack());
  await app.client.chat.postMessage({ token: slack.botToken, channel: room, text: 'card', blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'late', text: { type: 'plain_text', text: 'Late' } }] }] as never });
  const { triggerId } = await slack.press(ann, slack.posts(room)[1]!, 'late');
  clock.advance(3000);
  await expect(open(triggerId)).rejects.toMatchObject({ data: { error: 'expired_trigger_id' } });
});

test('a command is answered at once and five times later', async () => {
  let later: ((text: string) => Promise<unknown>) | undefined;
  app.command('/baton', async ({ ack, respond, command }) => {
    later = respond;
    await ack({ text: `you said ${command.text}` });
  });
  await slack.command(ann, '/baton status now', { channel: room });
  expect(slack.ephemerals(ann).map((one) => slack.read(one))).toEqual(['you said status now']);
  for (let i = 0; i < 5; i++) await later?.(`and ${i}`);
  await expect(later?.('once more')).rejects.toThrow();
  expect(slack.ephemerals(ann)).toHaveLength(6);
});
