import { describe, expect, it } from 'vitest';
import type { Message } from '#core/message.ts';
import type { UnderstoodMessage } from '#core/ports/store.ts';
import { situationOf } from '#core/service-language/situation.ts';
import { conversation, handover, NOON, understanding } from '../samples.ts';

const NAMES = { agent: '陈静', company: '栗屋' };
const line = (more: Partial<Message>, understood?: UnderstoodMessage['understanding']): UnderstoodMessage => ({
  message: { id: 'm', conversationId: 'c-1', seq: 1, cursor: 1, segment: 2, author: 'customer', visibility: 'all', text: '…', extras: {}, status: 'sent', at: NOON, ...more },
  understanding: understood,
});
const at = (transcript: readonly UnderstoodMessage[], reason?: 'complaint') =>
  situationOf({ conversation: conversation({ segment: 2, language: 'en' }), handover: reason && handover({ reason, segment: 2 }), transcript }, NAMES);

describe('the situation of a reply', () => {
  it('is a first one until this writer has said something to this customer in this conversation', () => {
    expect(at([line({ author: 'agent', text: 'Hi', extras: { agentName: 'Li' } }), line({ author: 'agent', segment: 1, text: 'Hi', extras: { agentName: '陈静' } }), line({ author: 'agent', visibility: 'staff', text: 'a note', extras: { agentName: '陈静' } })])).toMatchObject({ isFirstReply: true, said: [], by: 'person', language: 'en' });
    expect(at([line({ author: 'agent', text: 'Hi', extras: { agentName: '陈静' } })])).toMatchObject({ isFirstReply: false, said: ['Hi'] });
  });

  it('knows the reason of the handover and the mood of the last words of the customer', () => {
    const angry = understanding({ mood: 'angry', sentiment: -0.9 });
    expect(at([line({}, understanding({ mood: 'neutral' })), line({}, angry), line({ author: 'bot' })], 'complaint')).toMatchObject({ reason: 'complaint', mood: 'angry', sentiment: -0.9 });
    expect(at([]).reason).toBeUndefined();
  });
});
