import { type FakeBotpress, BOT_ID, HITL } from './index.ts';

/** A bot in Botpress with the plugin `hitl` that uses Baton as its human desk: what Botpress asks of the integration in its name. */
export type HitlBot = {
  /** Calls an action of the integration. */
  action(type: string, input: Readonly<Record<string, unknown>>): Promise<{ readonly status: number; readonly output: Readonly<Record<string, unknown>> }>;
  /** Relays what the customer has written to the human desk; the same id comes again. */
  relay(conversationId: string, payload: Readonly<Record<string, unknown>>, type?: string, id?: string): Promise<number>;
};

/** A bot that has installed the integration served at `url`, with this secret; `null`: without any settings. */
export function createHitlBot(fake: FakeBotpress, url: string, secret: string | null): HitlBot {
  const post = async (operation: string, body: unknown): Promise<{ readonly status: number; readonly text: string }> => {
    const headers = {
      'content-type': 'application/json',
      'x-bot-id': BOT_ID,
      'x-bot-user-id': 'user_bot',
      'x-integration-id': HITL.id,
      'x-integration-alias': HITL.alias,
      'x-webhook-id': HITL.webhookId,
      'x-bp-operation': operation,
      'x-bp-configuration': Buffer.from(JSON.stringify(secret === null ? null : { secret })).toString('base64'),
    };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, text: await response.text() };
  };
  return {
    async action(type, input) {
      const { status, text } = await post('action_triggered', { type, input });
      const answer = JSON.parse(text) as { readonly output?: Readonly<Record<string, unknown>> };
      return { status, output: answer.output ?? {} };
    },
    async relay(conversationId, payload, type = 'text', id = fake.state.newId('msg')) {
      const conversation = fake.state.conversations.get(conversationId);
      const message = { id, conversationId, userId: 'user_bot', type, payload, direction: 'outgoing', tags: {}, ...fake.state.stamp() };
      return (await post('message_created', { conversation, user: { id: 'user_bot', tags: {}, ...fake.state.stamp() }, type, payload, message })).status;
    },
  };
}
