/** Path of an installed Chromium, or undefined. */
export function findBrowser(): string | undefined;
/** Makes sure that there is a browser, where that can be done; otherwise says in one line what is left out. */
export function prepareBrowser(say: (line: string) => void): void;
