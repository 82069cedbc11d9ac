/** The part of a page's nodes that the import uses; see https://dom.spec.whatwg.org. */
export type PageNode = {
  readonly nodeType: number;
  readonly textContent: string;
  readonly childNodes: Iterable<PageNode>;
  remove(): void;
};

/** An element of a page. */
export type PageElement = PageNode & {
  readonly localName: string;
  readonly parentElement: PageElement | null;
  readonly children: Iterable<PageElement>;
  readonly innerHTML: string;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  querySelectorAll(selector: string): Iterable<PageElement>;
  querySelector(selector: string): PageElement | null;
  contains(node: PageNode): boolean;
};

/** A page. */
export type Page = PageElement & {
  readonly documentElement: PageElement;
  readonly body: PageElement;
  readonly title: string;
  cloneNode(deep: boolean): Page;
};

/** `nodeType` of what nodes are. */
export const NODE = { element: 1, text: 3, comment: 8 } as const;

/** Reads HTML, whole pages and pieces alike, without loading or running what it names. */
export async function parsePage(html: string): Promise<Page> {
  const { parseHTML } = await import('linkedom');
  const isWhole = /<html[\s>]/i.test(html);
  return parseHTML(isWhole ? html : `<!doctype html><html><head></head><body>${html}</body></html>`).document as unknown as Page;
}
