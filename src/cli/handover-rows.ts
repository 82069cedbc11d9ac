import { HANDOVER_REASONS, type HandoverReason } from '#core/article.ts';
import type { Language } from '#core/language.ts';
import type { Tier } from '#core/protocol.ts';

const TIERS: readonly Tier[] = ['vip', 'key', 'regular', 'small'];

/** A conversation of an evaluation set and who should own it in the end. */
export type HandoverRow = {
  readonly id: string;
  readonly language: Language;
  readonly tier: Tier;
  /** What the customer says, oldest first; at least one. */
  readonly messages: readonly string[];
  readonly expect: 'hand_over' | 'bot';
  /** Why a person takes over; absent where it stays with Baton or where any reason will do. */
  readonly reason?: HandoverReason;
};

/** Reads a row of `baton eval handover`, or tells what is wrong with it as a sentence. */
export function parseHandoverRow(row: Readonly<Record<string, unknown>>): HandoverRow | string {
  const { id, language, messages, expect } = row;
  const tier = TIERS.find((known) => known === (row['tier'] ?? 'regular'));
  const reason = HANDOVER_REASONS.find((known) => known === row['reason']);
  if (typeof id !== 'string' && typeof id !== 'number') return '"id" is missing. Give each row a name or a number.';
  if (language !== 'zh' && language !== 'en') return '"language" must be "zh" or "en".';
  if (tier === undefined) return `"tier" must be one of ${TIERS.join(', ')}.`;
  if (!isTextList(messages)) return '"messages" must be a list of what the customer says, at least one.';
  if (expect !== 'hand_over' && expect !== 'bot') return '"expect" must be "hand_over" or "bot".';
  if (reason === undefined && row['reason'] !== undefined && row['reason'] !== null) return `"reason" must be null or one of ${HANDOVER_REASONS.join(', ')}.`;
  if (expect === 'bot' && reason !== undefined) return '"reason" must be null where the conversation stays with the bot.';
  return { id: String(id), language, tier, messages, expect, ...(reason === undefined ? {} : { reason }) };
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string' && item.trim() !== '');
}
