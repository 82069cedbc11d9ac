/** One request, in the terms of the web platform, so that adapters need no web framework. */
export type RouteCall = {
  readonly request: Request;
  readonly url: URL;
  /** Values of `:names` in the path. */
  readonly params: Readonly<Record<string, string>>;
  /** Address of the caller, for limits. */
  readonly ip: string;
};

/** One address of the HTTP server. What `handle` throws becomes an error answer by its code. */
export type Route = {
  readonly method: 'GET' | 'POST';
  /** Such as `/api/web/messages` or `/help/:id`. */
  readonly path: string;
  /** `stream`: the body comes unread and without a limit, so that the route decides first who may send how much. */
  readonly body?: 'stream';
  handle(call: RouteCall): Promise<Response>;
};
