import { z } from 'zod';
import { BatonError } from '#core/errors.ts';
import { fileAnswer, readFileBody } from '#core/files/exchange.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import * as schemas from './schemas.ts';

const TAG = 'Files';
const ID = { id: 'Id of the conversation' };

/** Files of a conversation: they are left here first and carried by a reply or note then. */
export const FILES: readonly Endpoint[] = [
  endpoint('POST', '/conversations/:id/files', {
    id: 'uploadFile',
    tag: TAG,
    summary: 'Leave a file of at most 10 MB, as the body, for a reply or note to carry; gone after a day if none does',
    role: 'agent',
    acts: true,
    params: ID,
    query: z.strictObject({ name: z.string().min(1).max(1_000).describe('Name of the file') }),
    body: 'stream',
    status: 201,
    answer: schemas.file,
    async run({ store, files, clock }, { params, query, request }) {
      const id = params['id'] ?? '';
      if (!(await store.conversation(id))) throw new BatonError('not_found', 'There is no such conversation.');
      return files.put(id, { name: query.name, type: '', bytes: await readFileBody(request) }, clock.now());
    },
  }),
  endpoint('GET', '/conversations/:id/files/:fileId', {
    id: 'getFile',
    tag: TAG,
    summary: 'A file that a message carries or carried; `files` of the messages say which there are',
    role: 'read',
    params: { ...ID, fileId: 'Id of the file' },
    file: 'application/octet-stream',
    async run({ files }, { params }) {
      const file = await files.read(params['id'] ?? '', params['fileId'] ?? '', 'staff');
      if (!file) throw new BatonError('not_found', 'There is no such file.');
      return fileAnswer(file);
    },
  }),
];
