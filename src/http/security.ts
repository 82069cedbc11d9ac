import type { RequestHandler } from 'express';

/** Headers that every answer carries; pages load nothing from elsewhere and run no inline code. `embedders` may frame the widget. */
export function securityHeaders(embedders: readonly string[]): RequestHandler {
  const policy = (ancestors: string): string =>
    [
      "default-src 'self'",
      "script-src 'self'",
      "style-src 'self'",
      // blob: pictures that the page itself has fetched, which needs its session.
      "img-src 'self' data: blob:",
      "connect-src 'self'",
      "frame-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      `frame-ancestors ${ancestors}`,
    ].join('; ');
  const own = policy("'none'");
  const widget = policy(["'self'", ...embedders].join(' '));
  return (req, res, next) => {
    const isWidget = req.path === '/widget' || req.path.startsWith('/widget/');
    res.setHeader('Content-Security-Policy', isWidget ? widget : own);
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin');
    res.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
    res.setHeader('Cross-Origin-Resource-Policy', req.path === '/widget.js' || isWidget || req.path.startsWith('/assets/') ? 'cross-origin' : 'same-origin');
    if (!isWidget) res.setHeader('X-Frame-Options', 'DENY');
    next();
  };
}
