import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, errorOf } from '../support/browser.ts';
import { serve, type Served } from '../support/serve.ts';

/** What Chromium sends when somebody follows a link. */
const LINK = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8' };

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.close());

describe('somebody who follows a link that leads nowhere', () => {
  it.each(['/nothing', '/help/no-such-article', '/help/no-such-article?lang=en', '/help/', '/widget/x', '/assets/nothing.css'])('is told so in both languages at %s, and led back', async (path) => {
    const answer = await ask(served.url, path, { headers: LINK });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(answer.text).toContain('没有找到这个页面');
    expect(answer.text).toContain('Page not found');
    expect(answer.text).toContain('<a href="/">');
  });

  it('gets a page that runs nothing, is framed by nobody and repeats nothing of the address', async () => {
    const answer = await ask(served.url, '/widget/%3Cscript%3Ealert(1)', { headers: LINK });
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(answer.text).not.toMatch(/<script|<style|\sstyle=|\son\w+=|alert/i);
  });

  it('is shown an article that is there', async () => {
    const answer = await ask(served.url, '/help/refund-time', { headers: LINK });
    expect([answer.status, answer.text.includes('没有找到')]).toEqual([200, false]);
  });

  it('gets no body for HEAD', async () => {
    const answer = await ask(served.url, '/nothing', { method: 'HEAD', headers: LINK });
    expect([answer.status, answer.text]).toEqual([404, '']);
  });
});

describe('a program', () => {
  it.each([
    ['/nothing', '*/*'],
    ['/help/no-such-article', 'application/json'],
    ['/api/web/nothing', LINK.Accept],
    ['/api', LINK.Accept],
  ])('is told in JSON at %s', async (path, accept) => {
    const answer = await ask(served.url, path, { headers: { Accept: accept } });
    expect([answer.status, errorOf(answer)?.code]).toEqual([404, 'not_found']);
  });
});
