import { isBatonError } from '#core/errors.ts';
import type { Route } from '#core/route.ts';

const POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const PAGE = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>没有找到这个页面 · Page not found</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/help.css">
</head>
<body>
<header></header>
<main>
<h1>没有找到这个页面</h1>
<p>它可能已经更新、改名或下架。<a href="/">回到首页</a></p>
<h2 lang="en">Page not found</h2>
<p lang="en">It may have been updated, renamed or retired. <a href="/">Go to the start page</a></p>
</main>
</body>
</html>
`;

/** Is this a browser that looks for a page? Callers of the API, and whoever does not ask for HTML, are told in JSON. */
export function wantsPage(method: string, path: string, accept: string | null | undefined): boolean {
  return (method === 'GET' || method === 'HEAD') && !/^\/api(?:\/|$)/.test(path) && /\btext\/html\b/i.test(accept ?? '');
}

/** A small page in both languages that says there is nothing here and leads back to the start; status 404. */
export function notFoundPage(): Response {
  return new Response(PAGE, {
    status: 404,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'Content-Security-Policy': POLICY, Vary: 'Accept' },
  });
}

/** The same route, but a browser that asks for a page which is not there gets `notFoundPage`. */
export function withNotFoundPage(route: Route): Route {
  return {
    ...route,
    async handle(call) {
      try {
        return await route.handle(call);
      } catch (error) {
        const isMissing = isBatonError(error) && error.code === 'not_found';
        if (isMissing && wantsPage(route.method, call.url.pathname, call.request.headers.get('accept'))) return notFoundPage();
        throw error;
      }
    },
  };
}
