import { createHash } from 'node:crypto';
import type { ChatPostMessageArguments } from '@slack/web-api';
import { type ActionId, type ActionValue, writeValue } from '../action-ids.ts';
import { cutText } from './split.ts';

/** A block of a post. */
export type SlackBlock = Extract<ChatPostMessageArguments, { readonly blocks: readonly unknown[] }>['blocks'][number];

/** What a post shows: `blocks` where Slack draws them, `text` in notifications and for readers of screens. */
export type Content = {
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
  /** Shown in the channel too. */
  readonly isLoud?: true;
};

/** The longest text of a section, in Slack's count, with a little to spare of its 3,000. */
export const SECTION_LENGTH = 2_900;
/** The longest text of a post beside its blocks: together they stay under some 13,200 characters, see bolt-js #2509. */
export const TEXT_LENGTH = 3_000;
/** The longest name of a button that every screen shows; Slack takes 75. */
const LABEL_LENGTH = 60;

/** Words with Slack's marks; they must be escaped already. `verbatim`: without it Slack looks for names of channels and people in plain words, and a customer may be called @channel. */
export const section = (mrkdwn: string): SlackBlock => ({ type: 'section', text: { type: 'mrkdwn', text: cutText(mrkdwn, SECTION_LENGTH), verbatim: true }, expand: true });

/** Words of others, which show letter by letter as they were written. */
export const plainSection = (text: string): SlackBlock => ({ type: 'section', text: { type: 'plain_text', text: text.trim() === '' ? '…' : text, emoji: false }, expand: true });

/** A small grey line with Slack's marks; they must be escaped already. */
export const context = (mrkdwn: string): SlackBlock => ({ type: 'context', elements: [{ type: 'mrkdwn', text: cutText(mrkdwn, SECTION_LENGTH), verbatim: true }] });

/** A large line in plain words; Slack takes 150 characters. */
export const header = (text: string): SlackBlock => ({ type: 'header', text: { type: 'plain_text', text: cutText(text, 140), emoji: true } });

type ButtonStyle = { readonly style?: 'primary' | 'danger' };

/** A button that does what its id says. */
export const button = (actionId: ActionId, label: string, value: ActionValue, style: ButtonStyle = {}) =>
  ({ type: 'button', action_id: actionId, text: { type: 'plain_text', text: cutText(label, LABEL_LENGTH), emoji: true }, value: writeValue(value), ...style }) as const;

/** A button that opens an address. */
export const linkButton = (actionId: ActionId, label: string, url: string) => ({ type: 'button', action_id: actionId, text: { type: 'plain_text', text: label, emoji: true }, url }) as const;

/** A menu of a few things that are rarely needed; Slack takes five. */
export const menu = (actionId: ActionId, options: readonly { readonly label: string; readonly value: ActionValue }[]) =>
  ({ type: 'overflow', action_id: actionId, options: options.slice(0, 5).map(({ label, value }) => ({ text: { type: 'plain_text' as const, text: label, emoji: true }, value: writeValue(value) })) }) as const;

/** Posts that show the same have the same. */
export function hashOf(content: Content): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22);
}
