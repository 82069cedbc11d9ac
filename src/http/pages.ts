import path from 'node:path';
import express, { type Express } from 'express';

/** Serves the built pages from a folder: the widget's loader and panel, the console, and the sample shop when `demo` is on. */
export function servePages(app: Express, folder: string, demo: boolean): void {
  const page = (file: string) => (_req: express.Request, res: express.Response) => {
    res.setHeader('Cache-Control', 'no-cache');
    res.sendFile(file, { root: folder });
  };
  app.use('/assets', express.static(path.join(folder, 'assets'), { maxAge: 0, index: false }));
  app.get('/favicon.ico', (_req, res) => res.redirect('/assets/icon.svg'));
  app.get('/widget.js', page('widget.js'));
  app.get(['/widget', '/widget/'], page('widget/index.html'));
  app.get(['/console', '/console/'], page('console/index.html'));
  if (demo) app.get('/', page('demo/index.html'));
  else app.get('/', (_req, res) => res.redirect('/console/'));
}
