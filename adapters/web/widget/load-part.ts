/** Loads a part of the panel that most never need, with its style; from this page's own origin. */
export async function load<T>(name: string): Promise<T> {
  const style = `/assets/${name}.css`;
  if (!document.querySelector(`link[href="${style}"]`)) document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: style }));
  const bundle: T = await import(new URL(`/assets/${name}.js`, location.href).href);
  return bundle;
}
