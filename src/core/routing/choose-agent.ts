import type { Bilingual } from '../language.ts';
import type { Needs } from './needs.ts';
import { isFree, isThere, type RoutingAgent, type WaitingCustomer } from './snapshot.ts';

/** Who had this customer before, latest first; `at` is when, Unix ms. */
export type Had = readonly { readonly staffId: string; readonly at: number }[];

/** What choosing rests on besides the people. */
export type ChoiceGround = {
  readonly now: number;
  /** The team that customers of the tier VIP go to first. */
  readonly vipTeam: string;
  /** IANA name, for the day on which somebody had the customer. */
  readonly timeZone: string;
};

/** Who is chosen, by what, and why in words for staff. */
export type Chosen = { readonly agent: RoutingAgent; readonly by: 'had' | 'manager' | 'backup' | 'skill' | 'load'; readonly because: Bilingual };

/** Whoever has let a conversation pass is not asked again for so long, ms. */
export const ASKED_AGAIN_AFTER_MS = 5 * 60_000;

/**
 * Who should take somebody that waits; `undefined` where nobody can now. In this order: who had this customer before and is
 * there (首问责任制, first-contact responsibility), who looks after this customer or that colleague's backup, then the team –
 * for a VIP the VIP team, then that of the handover, then anybody – by language, proficiency, share of capacity that is
 * taken, number of conversations, and who was given one longest ago. Takes time in proportion to the number of people.
 */
export function chooseAgent(one: WaitingCustomer, had: Had, agents: readonly RoutingAgent[], ground: ChoiceGround): Chosen | undefined {
  const letPass = new Set(one.tried.filter(({ at }) => ground.now - at < ASKED_AGAIN_AFTER_MS).map(({ id }) => id));
  const free = agents.filter((agent) => isFree(agent) && !letPass.has(agent.id));
  if (free.length === 0) return undefined;
  // Whoever has let it pass or passed it on has had their turn: later on they come last, with their team.
  const fresh = free.filter(({ id }) => !one.tried.some((other) => other.id === id));
  return byHistory(had, fresh, ground) ?? byManager(one, agents, fresh) ?? byTeam(one, agents, free, ground);
}

function byHistory(had: Had, free: readonly RoutingAgent[], { timeZone }: ChoiceGround): Chosen | undefined {
  for (const { staffId, at } of had) {
    const agent = free.find(({ id }) => id === staffId);
    if (agent) return explain(agent, 'had', { zh: `${dayOf(at, 'zh-CN', timeZone)}接待过这位客户`, en: `had this customer on ${dayOf(at, 'en-GB', timeZone)}` });
  }
  return undefined;
}

function byManager({ customerId, needs }: WaitingCustomer, agents: readonly RoutingAgent[], free: readonly RoutingAgent[]): Chosen | undefined {
  const manager = agents.find(({ name, customers }) => name === needs.manager || (customerId !== undefined && customers.includes(customerId)));
  if (!manager) return undefined;
  if (free.includes(manager)) return explain(manager, 'manager', { zh: '是这位客户的专属经理', en: 'looks after this customer' });
  const backup = free.find(({ id, name }) => name === manager.backup || id === manager.backup);
  return backup && explain(backup, 'backup', { zh: `替专属经理${manager.name}接待`, en: `stands in for ${manager.name}, who looks after this customer` });
}

function byTeam(one: WaitingCustomer, agents: readonly RoutingAgent[], free: readonly RoutingAgent[], { vipTeam }: ChoiceGround): Chosen | undefined {
  const of = (team: string) => free.filter(({ teams }) => teams.includes(team));
  const isEmpty = !agents.some((agent) => isThere(agent) && agent.teams.includes(one.team));
  const isVip = one.tier === 'vip';
  // Where nobody of the team is there at all, and for a VIP, any help is better than none.
  const pools = [...(isVip ? [of(vipTeam)] : []), of(one.team), ...(isVip || isEmpty ? [free] : [])];
  const pool = pools.find((people) => people.length > 0);
  if (!pool) return undefined;
  const best = pool.reduce((a, b) => (compare(one, a, b) <= 0 ? a : b));
  const level = levelFor(best, one);
  const skill = level > 0 ? skillFor(best, one) : undefined;
  return skill === undefined
    ? explain(best, 'load', { zh: '手上的对话最少', en: 'has the least to do' })
    : explain(best, 'skill', { zh: `擅长“${skill}”（${level} 级）`, en: `knows “${skill}” (level ${level})` });
}

function compare(one: WaitingCustomer, a: RoutingAgent, b: RoutingAgent): number {
  return (
    Number(b.languages.includes(one.language)) - Number(a.languages.includes(one.language)) ||
    levelFor(b, one) - levelFor(a, one) ||
    a.load / a.capacity - b.load / b.capacity ||
    a.load - b.load ||
    (a.assignedAt ?? 0) - (b.assignedAt ?? 0) ||
    (a.id < b.id ? -1 : 1)
  );
}

/** How well somebody knows what this is about, from 0 to 5: by what they know best of it. */
function levelFor(agent: RoutingAgent, one: WaitingCustomer): number {
  return Math.max(0, ...keysOf(one).map((key) => agent.skills[key] ?? 0));
}

function skillFor(agent: RoutingAgent, one: WaitingCustomer): string | undefined {
  const level = levelFor(agent, one);
  return keysOf(one).find((key) => agent.skills[key] === level);
}

/** By what skills are named: the reason, the intents, and the products with their groups. */
function keysOf({ reason, needs }: { readonly reason: string; readonly needs: Needs }): readonly string[] {
  return [reason, ...needs.intents, ...needs.products.flatMap((product) => [product, product.split('-')[0] ?? product])];
}

function explain(agent: RoutingAgent, by: Chosen['by'], { zh, en }: Bilingual): Chosen {
  const left = agent.capacity - agent.load;
  return { agent, by, because: { zh: `${zh}；${agent.capacity} 个名额空 ${left} 个`, en: `${en}; free ${left} of ${agent.capacity}` } };
}

function dayOf(at: number, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone }).format(at);
}
