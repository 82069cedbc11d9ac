import { WebClient, LogLevel } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestClock, type TestClock } from '../../../support/test-clock.ts';
import { type FakeSlack, startFakeSlack } from './index.ts';

let clock: TestClock;
let slack: FakeSlack;
let web: WebClient;
let room: string;

beforeEach(async () => {
  clock = createTestClock();
  slack = await startFakeSlack({ clock });
  web = clientOf(slack.botToken);
  room = slack.channels.add('support').id;
});
afterEach(() => slack.close());

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined, setLevel: () => undefined, setName: () => undefined, getLevel: () => LogLevel.ERROR };
const clientOf = (token: string): WebClient => new WebClient(token, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, logger: quiet, timeout: 2000 });
const refusal = async (call: Promise<unknown>): Promise<string> => call.then(() => 'no refusal', (error: unknown) => (error as { data?: { error?: string } }).data?.error ?? (error as { code?: string }).code ?? String(error));
const section = (text: string, more: object = {}) => ({ type: 'section', text: { type: 'mrkdwn', text }, ...more });
const button = (id: string, text = 'Go') => ({ type: 'button', action_id: id, text: { type: 'plain_text', text } });

test('a post stands in the channel, with blocks, metadata and a thread', async () => {
  const { ts } = await web.chat.postMessage({ channel: room, text: 'card', blocks: [section('*Card*'), { type: 'actions', elements: [button('a')] }] as never, metadata: { event_type: 'baton_post', event_payload: { id: 'p1' } } });
  await web.chat.postMessage({ channel: room, text: 'reply', thread_ts: ts ?? '' });
  expect(slack.thread(room, ts ?? '').map((post) => slack.read(post))).toEqual(['*Card*\n[Go]', 'reply']);
  const { messages } = await web.conversations.replies({ channel: room, ts: ts ?? '', include_all_metadata: true });
  expect(messages?.[0]).toMatchObject({ reply_count: 1, metadata: { event_payload: { id: 'p1' } } });
  expect((await web.conversations.replies({ channel: room, ts: ts ?? '' })).messages?.[0]).not.toHaveProperty('metadata');
  expect((await web.conversations.history({ channel: room })).messages).toHaveLength(1);
});

test('what Slack refuses is refused, by its name', async () => {
  const post = (more: object): Promise<string> => {
    clock.advance(1000);
    return refusal(web.apiCall('chat.postMessage', { channel: room, text: 'x', ...more }));
  };
  expect(await post({ txt: 'misspelt' })).toBe('invalid_arguments');
  expect(await post({ text: '' })).toBe('no_text');
  expect(await post({ thread_ts: '1.000001' })).toBe('thread_not_found');
  expect(await post({ metadata: { event_type: 'x' } })).toBe('invalid_metadata_format');
  expect(await post({ channel: 'C404' })).toBe('channel_not_found');
  expect(await post({ channel: slack.channels.add('other', { withoutBot: true }).id })).toBe('not_in_channel');
  const blocks = (list: unknown): Promise<string> => post({ blocks: list });
  expect(await blocks([section('a'.repeat(3001))])).toBe('invalid_blocks');
  expect(await blocks([section('')])).toBe('invalid_blocks');
  expect(await blocks([section('a', { colour: 'red' })])).toBe('invalid_blocks');
  expect(await blocks([{ type: 'header', text: { type: 'plain_text', text: 'h'.repeat(151) } }])).toBe('invalid_blocks');
  expect(await blocks([{ type: 'actions', elements: [button('a', 'b'.repeat(76))] }])).toBe('invalid_blocks');
  expect(await blocks([{ type: 'actions', elements: [button('a'), button('a')] }])).toBe('invalid_blocks');
  expect(await blocks([section('a', { block_id: 'b' }), section('b', { block_id: 'b' })])).toBe('invalid_blocks');
  expect(await blocks(Array.from({ length: 51 }, () => ({ type: 'divider' })))).toBe('invalid_blocks');
  expect(await blocks(Array.from({ length: 5 }, () => section('字'.repeat(2900))))).toBe('msg_blocks_too_long');
  expect(await refusal(web.apiCall('chat.nothing', {}))).toBe('unknown_method');
  slack.channels.archive(room);
  expect(await post({})).toBe('is_archived');
});

test('only our own posts can be changed, and only while they stand', async () => {
  const ann = slack.users.add({ name: 'Ann' });
  const hers = slack.say(ann, room, 'hello');
  expect(await refusal(web.chat.update({ channel: room, ts: hers.ts, text: 'x' }))).toBe('cant_update_message');
  const { ts = '' } = await web.chat.postMessage({ channel: room, text: 'mine', blocks: [section('mine')] as never });
  await web.chat.update({ channel: room, ts, text: 'changed', blocks: [section('changed')] as never });
  expect(slack.posts(room).map((post) => slack.read(post))).toEqual(['hello', 'changed']);
  await web.chat.delete({ channel: room, ts });
  expect(await refusal(web.chat.update({ channel: room, ts, text: 'again' }))).toBe('message_not_found');
});

test('tokens and scopes count', async () => {
  expect(await refusal(clientOf('xoxb-wrong').auth.test())).toBe('invalid_auth');
  expect(await refusal(clientOf(slack.appToken).auth.test())).toBe('not_allowed_token_type');
  expect((await web.auth.test()).response_metadata?.scopes).toContain('chat:write');
  slack.trouble.removeScope('chat:write');
  await expect(web.chat.postMessage({ channel: room, text: 'x' })).rejects.toMatchObject({ data: { error: 'missing_scope', needed: 'chat:write' } });
  slack.trouble.revokeToken();
  expect(await refusal(web.auth.test())).toBe('token_revoked');
});

test('posts are limited to one a second for each channel after a short burst', async () => {
  const post = (channel = room): Promise<string> => refusal(web.chat.postMessage({ channel, text: 'x' }));
  for (let i = 0; i < 3; i++) expect(await post()).toBe('no refusal');
  await expect(web.chat.postMessage({ channel: room, text: 'x' })).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 1 });
  expect(await post(slack.channels.add('b').id)).toBe('no refusal');
  clock.advance(1000);
  expect(await post()).toBe('no refusal');
  expect(await post()).toBe('slack_webapi_rate_limited_error');
});

test('files go up in three steps and come down with the token', async () => {
  const { ts = '' } = await web.chat.postMessage({ channel: room, text: 'card' });
  await web.filesUploadV2({ channel_id: room, thread_ts: ts, filename: 'a.png', file: Buffer.from('picture') });
  const [, shared] = slack.thread(room, ts);
  expect(slack.read(shared!)).toBe('📎 a.png');
  const { file } = await web.files.info({ file: shared!.files[0]!.id });
  const get = (headers: Record<string, string>): Promise<string> => fetch(file?.url_private ?? '', { headers }).then((response) => response.text());
  expect(await get({ authorization: `Bearer ${slack.botToken}` })).toBe('picture');
  expect(await get({})).toContain('Sign in');
  const { upload_url: url = '', file_id: id = '' } = await web.files.getUploadURLExternal({ filename: 'b.txt', length: 3 });
  expect((await fetch(url, { method: 'POST', body: 'four' })).status).toBe(400);
  expect(await refusal(web.files.completeUploadExternal({ files: [{ id }] }))).toBe('file_not_found');
});

test('trouble: an answer is lost after the post stands, calls fail, are limited and stall', async () => {
  slack.trouble.dropAnswers(1, 'chat.postMessage');
  expect(await refusal(web.chat.postMessage({ channel: room, text: 'lost' }))).toBe('slack_webapi_request_error');
  expect(slack.posts(room)).toHaveLength(1);
  slack.trouble.fail(1);
  expect(await refusal(web.auth.test())).toBe('slack_webapi_http_error');
  slack.trouble.limit(1, 7);
  await expect(web.auth.test()).rejects.toMatchObject({ retryAfter: 7 });
  slack.trouble.refuse(1);
  expect(await refusal(web.auth.test())).toBe('slack_webapi_request_error');
  slack.trouble.stall('auth.test');
  const stalled = web.auth.test();
  await slack.until(() => slack.calls.at(-1)?.method === 'auth.test');
  slack.trouble.clear();
  expect((await stalled).ok).toBe(true);
  expect(slack.calls.map(({ result }) => result)).toEqual(['ok, answer dropped', 'http 503', 'ratelimited', 'refused', 'ok']);
});
