import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

/** A page as it was built by `scripts/build-pages.mjs`, which runs before the tests. */
function built(file: string): Buffer {
  return readFileSync(new URL(`../../../dist/pages/${file}`, import.meta.url));
}

describe('what a shop’s page has to load', () => {
  it('is a launcher of at most 5 KB', () => {
    expect(built('widget.js').byteLength).toBeLessThanOrEqual(5000);
  });

  it('is, when the chat is opened, at most 45 KB more', () => {
    const panel = ['widget/index.html', 'assets/widget.js', 'assets/widget.css'].map((file) => gzipSync(built(file)).byteLength);
    expect(panel.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(45_000);
  });

  it('has no inline script, style or handler in its own pages', () => {
    for (const page of ['widget/index.html', 'demo/index.html']) {
      const html = built(page).toString('utf8');
      expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/i);
    }
  });
});
