import { createHmac } from 'node:crypto';
import { BatonError } from '#core/errors.ts';
import type { FileRef } from '#core/message.ts';
import type { FileStore } from '#core/ports/file-store.ts';
import type { Route } from '#core/route.ts';
import { isSame } from './signature.ts';

/** A channel fetches a file at once; people open it for so long, ms. */
const VALID_MS = 7 * 24 * 3600_000;
/** What browsers show and nothing in it can run. */
const SHOWN = /^(?:image\/(?:png|jpeg|gif|webp)|audio\/[\w.+-]+|video\/[\w.+-]+)$/;

/** Addresses under which channels fetch the files of agents, without a session: signed, and good for a week. */
export type FileLinks = {
  /** The public address of a file. */
  urlOf(conversationId: string, file: FileRef): string;
  readonly route: Route;
};

/** What links are made with. */
export type FileLinkOptions = {
  readonly secret: string;
  /** Where Baton is reached from outside, without a slash at the end. */
  readonly publicUrl: string;
  readonly files: Pick<FileStore, 'read'>;
  readonly now: () => number;
};

/** Makes and serves links to files. */
export function createFileLinks({ secret, publicUrl, files, now }: FileLinkOptions): FileLinks {
  const signatureOf = (claim: string): string => createHmac('sha256', secret).update(`file:${claim}`).digest('base64url');
  return {
    urlOf(conversationId, file) {
      // Rounded up to a day, so that the same file keeps its address when a message is rendered again.
      const until = Math.ceil((now() + VALID_MS) / 86_400_000);
      const claim = Buffer.from(JSON.stringify([conversationId, file.id, until])).toString('base64url');
      return `${publicUrl}/botpress/files/${claim}.${signatureOf(claim)}`;
    },
    route: {
      method: 'GET',
      path: '/botpress/files/:token',
      async handle({ params }) {
        const [claim = '', signature = ''] = (params['token'] ?? '').split('.');
        if (!isSame(signature, signatureOf(claim))) throw gone();
        const [conversationId, fileId, until] = JSON.parse(Buffer.from(claim, 'base64url').toString('utf8')) as [string, string, number];
        if (now() > until * 86_400_000) throw gone();
        const found = await files.read(conversationId, fileId, 'customer');
        if (!found) throw gone();
        const { name, type } = found.ref;
        const isShown = SHOWN.test(type);
        return new Response(new Uint8Array(found.bytes), {
          headers: {
            'content-type': isShown ? type : 'application/octet-stream',
            'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`,
            'x-content-type-options': 'nosniff',
            'cross-origin-resource-policy': 'cross-origin',
            'content-security-policy': "default-src 'none'; sandbox",
          },
        });
      },
    },
  };
}

function gone(): BatonError {
  return new BatonError('not_found', 'There is no such file, or its address has expired.');
}
