import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, it } from 'vitest';
import { download } from '#adapters/botpress/download.ts';
import { createFileLinks, type FileLinks } from '#adapters/botpress/file-links.ts';
import { isPrivateAddress } from '#knowledge/import/private-address.ts';
import type { FileRef } from '#core/message.ts';
import { callRoute } from '../../support/call-route.ts';

const REFS: Readonly<Record<string, FileRef>> = {
  picture: { id: 'picture', name: '裂缝.png', type: 'image/png', size: 3 },
  page: { id: 'page', name: 'a"b\'c.html', type: 'text/html', size: 3 },
};
let now: number;
let links: FileLinks;

beforeEach(() => {
  now = Date.UTC(2026, 10, 23, 4);
  links = createFileLinks({
    secret: 'a secret',
    publicUrl: 'https://baton.example',
    now: () => now,
    files: { read: (conversation, id, by) => Promise.resolve(conversation === 'c' && by === 'customer' && REFS[id] ? { ref: REFS[id], bytes: Uint8Array.of(1, 2, 3) } : undefined) },
  });
});
const fetchFile = (url: string): Promise<Response> => callRoute([links.route], new URL(url).pathname, { method: 'GET' });
const urlOf = (name: string): string => links.urlOf('c', REFS[name] ?? { id: name, name, type: '', size: 0 });

describe('the address of an agent\'s file', () => {
  it('opens the file for a week, and not after', async () => {
    const url = urlOf('picture');
    const response = await fetchFile(url);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(Uint8Array.of(1, 2, 3));
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(urlOf('picture')).toBe(url);
    now += 9 * 24 * 3600_000;
    await expect(fetchFile(url)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('opens nothing when one character of it is changed, nor a file that customers may not see', async () => {
    const url = urlOf('picture');
    const at = url.lastIndexOf('.') - 3;
    await expect(fetchFile(`${url.slice(0, at)}${url[at] === 'A' ? 'B' : 'A'}${url.slice(at + 1)}`)).rejects.toMatchObject({ code: 'not_found' });
    for (const wrong of ['x', 'x.y', `${url.slice(url.lastIndexOf('/') + 1).split('.')[0] ?? ''}.`]) await expect(fetchFile(`https://baton.example/botpress/files/${wrong}`)).rejects.toMatchObject({ code: 'not_found' });
    await expect(fetchFile(urlOf('hidden'))).rejects.toMatchObject({ code: 'not_found' });
  });

  it('lets no page run under it', async () => {
    const { headers } = await fetchFile(urlOf('page'));
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''a%22b%27c\.html$/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('an address that a customer sends', () => {
  it.each(['http://shop.example/a.png', 'https://127.0.0.1/a.png', 'https://[::1]/a.png', 'https://169.254.169.254/latest', 'https://localhost/a.png', 'https://2130706433/a.png', 'https://0x7f.1/a.png', 'https://[::ffff:169.254.169.254]/a.png', 'https://[64:ff9b::7f00:1]/a.png', 'https://[fe80::1]/a.png', 'https://[::ffff:0:7f00:1]/a.png', 'https://user:key@shop.example/a.png', 'file:///etc/passwd', 'no address'])('is not fetched when it leads inside, or is none: %s', async (url) => {
    expect(await download(url, { isPrivate: isPrivateAddress, allowPrivate: false })).toBeUndefined();
  });
});

describe('a customer\'s file', () => {
  it('is not fetched from where its address leads on to', async () => {
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.writeHead(302, { location: '/inside.png' }).end();
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.png`;
    expect(await download(url, { isPrivate: isPrivateAddress, allowPrivate: true })).toBeUndefined();
    expect(asked).toEqual(['/a.png']);
    await new Promise((resolve) => void server.close(resolve));
  });

  it('is asked for again when it is not there yet', async () => {
    await expect(download('http://127.0.0.1:9/a.png', { isPrivate: isPrivateAddress, allowPrivate: true })).rejects.toMatchObject({ code: 'unavailable' });
  });
});
