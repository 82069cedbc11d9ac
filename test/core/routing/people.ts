import type { RoutingAgent, WaitingCustomer } from '#core/routing/snapshot.ts';

/** Noon of a Monday in Shanghai. */
export const NOON = Date.UTC(2026, 10, 23, 4);
export const MINUTE = 60_000;

/** Somebody who is available, with nothing in hand. */
export function agent(id: string, more: Partial<RoutingAgent> = {}): RoutingAgent {
  return { id, name: id, role: 'agent', presence: 'available', usesPresence: true, teams: ['service'], languages: ['zh', 'en'], skills: {}, capacity: 5, load: 0, customers: [], assignedAt: undefined, ...more };
}

/** A regular customer who has just asked for a person. */
export function waiting(id: string, more: Partial<WaitingCustomer> = {}): WaitingCustomer {
  return {
    conversationId: id,
    epoch: 2,
    customerId: undefined,
    language: 'zh',
    tier: 'regular',
    priority: 'normal',
    mood: 0,
    since: NOON,
    team: 'service',
    reason: 'asked',
    dueAt: NOON + 10 * MINUTE,
    needs: { intents: [], products: [] },
    tried: [],
    ...more,
  };
}
