import { describe, expect, it } from 'vitest';
import { fileAnswer, readFileBody } from '#core/files/exchange.ts';
import { cleanFileName } from '#core/files/file-name.ts';
import { isPicture, typeOfFile } from '#core/files/file-type.ts';
import { MAX_FILE_BYTES } from '#core/ports/file-store.ts';

const bytes = (...given: readonly (string | number)[]): Uint8Array => new Uint8Array(given.flatMap((part) => (typeof part === 'number' ? [part] : [...new TextEncoder().encode(part)])));

describe('what a file may be called', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\发票.pdf', '发票.pdf'],
    ['..', 'file'],
    ['', 'file'],
    ['a\u202Egpj.exe', 'agpj.exe'],
    ['a\u0000b\r\n.txt', 'ab.txt'],
    ['"quoted"<x>.png', 'quotedx.png'],
    [' . hidden', 'hidden'],
  ])('%j is %j', (raw, name) => {
    expect(cleanFileName(raw)).toBe(name);
  });

  it('is at most 150 characters, with its ending and no half character', () => {
    const name = cleanFileName(`${'😀'.repeat(200)}.jpeg`);
    expect(name.length).toBeLessThanOrEqual(150);
    expect(name).toMatch(/….jpeg$/u);
    expect(name.isWellFormed()).toBe(true);
  });
});

describe('what a file is', () => {
  it.each([
    ['a.txt', bytes(0x89, 'PNG', 0x0d, 0x0a, 0x1a, 0x0a), 'image/png'],
    ['a.png', bytes(0xff, 0xd8, 0xff, 0xe0), 'image/jpeg'],
    ['a', bytes('GIF89a'), 'image/gif'],
    ['a', bytes('RIFF', 1, 2, 3, 4, 'WEBPVP8 '), 'image/webp'],
    ['a.exe', bytes('%PDF-1.7'), 'application/pdf'],
    ['a.docx', bytes('PK', 3, 4), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['a.zip', bytes('PK', 3, 4), 'application/zip'],
    ['a.mov', bytes(0, 0, 0, 20, 'ftypqt  '), 'video/quicktime'],
    ['a.csv', bytes('a,b\n1,2'), 'text/csv'],
    ['a.csv', bytes('a,b', 0), 'application/octet-stream'],
    ['a.svg', bytes('<svg onload="alert(1)">'), 'application/octet-stream'],
    ['a.html', bytes('<!doctype html><script>'), 'application/octet-stream'],
    ['a.png', bytes('<script>alert(1)</script>'), 'application/octet-stream'],
    ['constructor', bytes('x'), 'application/octet-stream'],
  ])('%s with these bytes is %s', (name, content, type) => {
    expect(typeOfFile(name, content)).toBe(type);
  });
});

describe('a file as an answer', () => {
  const answer = (name: string, type: string): Response => fileAnswer({ ref: { id: 'f', name, type, size: 1 }, bytes: bytes('x') });

  it.each(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])('shows %s in place, under rules that let nothing run', (type) => {
    const { headers } = answer('a.png', type);
    expect(isPicture(type)).toBe(true);
    expect(headers.get('content-disposition')).toMatch(/^inline; /);
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each(['application/octet-stream', 'application/pdf', 'text/plain', 'image/heic'])('has %s downloaded', (type) => {
    expect(answer('a', type).headers.get('content-disposition')).toMatch(/^attachment; /);
  });

  it('names it in every alphabet, and nothing gets out of the name', () => {
    expect(answer("维修'单(1)*.pdf", 'application/pdf').headers.get('content-disposition')).toBe(`attachment; filename="__'_(1)*.pdf"; filename*=UTF-8''%E7%BB%B4%E4%BF%AE%27%E5%8D%95%281%29%2A.pdf`);
  });

  it('is taken in up to the limit and not a byte more', async () => {
    const send = (size: number, headers: Record<string, string> = {}) => readFileBody(new Request('http://baton.test', { method: 'POST', body: new Uint8Array(size), headers }));
    await expect(send(3)).resolves.toHaveLength(3);
    await expect(send(0)).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(send(MAX_FILE_BYTES + 1)).rejects.toMatchObject({ code: 'too_large' });
    await expect(send(1, { 'content-length': String(MAX_FILE_BYTES + 1) })).rejects.toMatchObject({ code: 'too_large' });
  });
});
