import { BatonError } from '#core/errors.ts';

/** Throws `forbidden` when a browser says that the request comes from a page of another origin. */
export function requireSameOrigin(request: Request, url: URL): void {
  const origin = request.headers.get('origin');
  if (origin !== null && origin !== url.origin) {
    throw new BatonError('forbidden', `Requests from ${origin} are not allowed here. Embed the widget by its script tag and list the page under WIDGET_ORIGINS.`);
  }
  if (request.headers.get('sec-fetch-site') === 'cross-site') {
    throw new BatonError('forbidden', 'Requests from other sites are not allowed here.');
  }
}
