/** Fetches what was prepared for the page. */

export async function fetchData(name: string): Promise<Response> {
  const response = await fetch(new URL(`data/${name}`, document.baseURI));
  if (!response.ok) {
    throw new Error(`取不到 ${name}（${response.status}）`);
  }
  return response;
}
