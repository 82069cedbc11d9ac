import { describe, expect, it } from 'vitest';
import { CHECK_WORDING, withBriefCheck } from '#core/brief/in-turn.ts';
import type { Change } from '#core/change.ts';
import { EMPTY_MEMORY, type Conversation, type Handover } from '#core/conversation.ts';
import { createEntityFinder } from '#intents/entities.ts';
import { LANGUAGES } from '#core/language.ts';
import { conversation, handover, NOON } from '../samples.ts';
import { realCheck, situation } from '../service-language/tools.ts';

const find = createEntityFinder([]);
const heard = (text: string, more: { readonly change?: Change; readonly conversation?: Partial<Conversation>; readonly handover?: Partial<Handover> } = {}): Change =>
  withBriefCheck(more.change ?? { news: ['customer_message'] }, {
    conversation: conversation({ state: 'waiting', memory: { ...EMPTY_MEMORY, facts: [{ kind: 'order', value: '20261107-0032' }] }, ...more.conversation }),
    handover: handover(more.handover),
    text,
    entities: find(text),
    language: 'zh',
    now: NOON,
  });

describe('a waiting customer’s words about what was passed on', () => {
  it('mark the brief, change what the bot remembers, and are thanked for, in the same change', () => {
    expect(heard('不对，订单是0033')).toEqual({
      news: ['customer_message'],
      memory: { ...EMPTY_MEMORY, facts: [{ kind: 'order', value: '20261107-0033' }] },
      messages: [{ author: 'bot', visibility: 'all', text: CHECK_WORDING.corrected.zh }],
      touchHandover: { brief: { corrections: [{ point: 'order', said: '0033', at: NOON }] } },
    });
  });

  it('confirm it, once', () => {
    expect(heard('对，没错').touchHandover).toEqual({ brief: { rightAt: NOON } });
    expect(heard('对，没错', { handover: { brief: { rightAt: 1 } } })).toEqual({ news: ['customer_message'] });
  });

  it('are asked about where they say only that something is wrong', () => {
    expect(heard('不对').messages).toEqual([{ author: 'bot', visibility: 'all', text: CHECK_WORDING.wrong.zh }]);
  });

  it('keep what the turn does besides', () => {
    const change: Change = { messages: [{ author: 'bot', visibility: 'all', text: '安全第一' }], touchHandover: { courtesySince: 1 } };
    expect(heard('不对，订单是0033', { change })).toMatchObject({ messages: [{ text: '安全第一' }], touchHandover: { courtesySince: 1, brief: {} } });
    expect(heard('对', { change })).toEqual(change);
  });

  it('mark the brief without a word of the bot once a person has it, until that person has answered', () => {
    const owned = heard('不对，订单是0033', { conversation: { state: 'human' } });
    expect(owned.touchHandover).toEqual({ brief: { corrections: [{ point: 'order', said: '0033', at: NOON }] } });
    expect(owned.messages).toBeUndefined();
    expect(heard('不对，订单是0033', { conversation: { state: 'human' }, handover: { firstReplyAt: NOON } })).toEqual({ news: ['customer_message'] });
  });

  it.each(['bot', 'closed'] as const)('are nothing special in state %s', (state) => {
    expect(heard('不对，订单是0033', { conversation: { state } })).toEqual({ news: ['customer_message'] });
  });

  it('are nothing special when they are about something else', () => {
    expect(heard('还要多久')).toEqual({ news: ['customer_message'] });
  });

  it('are answered as good service does', async () => {
    const check = await realCheck();
    for (const wording of Object.values(CHECK_WORDING)) {
      for (const language of LANGUAGES) expect(check.check(wording[language], situation({ language, by: 'bot', isFirstReply: false }))).toEqual([]);
    }
  });
});
