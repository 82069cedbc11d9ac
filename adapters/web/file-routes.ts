import { z } from 'zod';
import { BatonError } from '#core/errors.ts';
import { fileAnswer, readFileBody } from '#core/files/exchange.ts';
import type { FileStore } from '#core/ports/file-store.ts';
import type { Route } from '#core/route.ts';
import { WEB, type WebContext } from './server.ts';
import { requireSession } from './session.ts';

const nameOf = z.string().min(1).max(1_000);

/** Where a customer's page leaves files before the message that carries them, and fetches those that it may see. */
export function fileRoutes(context: WebContext, files: FileStore): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/web/files',
      // Unread: who may send comes before what is sent.
      body: 'stream',
      async handle(call) {
        const session = await requireSession(context, call);
        context.sink();
        await context.limits.file(session.address);
        const name = nameOf.safeParse(call.url.searchParams.get('name'));
        if (!name.success) throw new BatonError('invalid_input', 'The address needs ?name=, the name of the file.');
        const bytes = await readFileBody(call.request);
        return Response.json(await files.put(context.store.idOf(WEB, session.address), { name: name.data, type: '', bytes }, context.clock.now()), { status: 201 });
      },
    },
    {
      method: 'GET',
      path: '/api/web/files/:id',
      async handle(call) {
        const session = await requireSession(context, call);
        const file = await files.read(context.store.idOf(WEB, session.address), call.params['id'] ?? '', 'customer');
        if (!file) throw new BatonError('not_found', '这个文件不在了。 · This file is not there.');
        return fileAnswer(file);
      },
    },
  ];
}
