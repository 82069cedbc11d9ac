import { z } from 'zod';
import { BatonError } from '#core/errors.ts';
import { fileAnswer, readFileBody } from '#core/files/exchange.ts';
import type { FileStore } from '#core/ports/file-store.ts';
import type { Route } from '#core/route.ts';
import type { ConsoleContext } from './server.ts';
import { requireStaff } from './sign-in.ts';

const nameOf = z.string().min(1).max(1_000);

/** Files of a conversation for staff: both ways. */
export function fileRoutes(context: ConsoleContext, files: FileStore): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/console/conversations/:id/files',
      body: 'stream',
      async handle(call) {
        await requireStaff(context, call);
        context.sink();
        const id = call.params['id'] ?? '';
        if (!(await context.store.conversation(id))) throw new BatonError('not_found', 'There is no such conversation.');
        const name = nameOf.safeParse(call.url.searchParams.get('name'));
        if (!name.success) throw new BatonError('invalid_input', 'The address needs ?name=, the name of the file.');
        return Response.json(await files.put(id, { name: name.data, type: '', bytes: await readFileBody(call.request) }, context.clock.now()), { status: 201 });
      },
    },
    {
      method: 'GET',
      path: '/api/console/conversations/:id/files/:fileId',
      async handle(call) {
        await requireStaff(context, call);
        const file = await files.read(call.params['id'] ?? '', call.params['fileId'] ?? '', 'staff');
        if (!file) throw new BatonError('not_found', '这个文件不在了。 · This file is not there.');
        return fileAnswer(file);
      },
    },
  ];
}
