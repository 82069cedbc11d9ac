import { z } from 'zod';
import { BatonError } from '#core/errors.ts';
import type { Bilingual } from '#core/language.ts';
import type { Route } from '#core/route.ts';
import { readJson } from '#adapters/shared/read-json.ts';
import { requireSameOrigin } from '#adapters/shared/same-origin.ts';

/** A customer as whom visitors of the sample shop may pose. */
export type DemoPerson = { readonly id: string; readonly name: string; readonly label: Bilingual };

/** What a real shop's own server does: state who its visitor is. Here for the sample shop's people only. */
export function demoRoutes(people: readonly DemoPerson[], sign: (customerId: string) => Promise<string>): readonly Route[] {
  return [
    { method: 'GET', path: '/demo/people', handle: () => Promise.resolve(Response.json(people)) },
    {
      method: 'POST',
      path: '/demo/identity',
      async handle({ request, url }) {
        requireSameOrigin(request, url);
        const { id } = await readJson(request, z.strictObject({ id: z.string() }));
        if (!people.some((person) => person.id === id)) throw new BatonError('not_found', 'There is no such person in the sample shop.');
        return Response.json({ identity: await sign(id) });
      },
    },
  ];
}
