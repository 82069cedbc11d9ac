import type { BotpressApi } from '../api.ts';

/** Finds the user in Botpress by whom an agent speaks; made when they speak first. */
export type People = (api: BotpressApi, key: string, name: string) => Promise<string>;

/** Remembers for each installation who is who. */
export function createPeople(): People {
  const known = new Map<string, string>();
  return async (api, key, name) => {
    const place = `${key}\0${name}`;
    const found = known.get(place);
    if (found !== undefined) return found;
    const { user } = await api.call((client) => client.getOrCreateUser({ name, tags: { id: `agent:${name}` }, discriminateByTags: ['id'] }));
    known.set(place, user.id);
    return user.id;
  };
}
