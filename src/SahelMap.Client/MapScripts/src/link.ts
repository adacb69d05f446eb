/** How long to wait for a short link before the whole address does. */
const PATIENCE_MS = 4000;

/** This page's address for others: short where the server keeps it, else whole. */
export async function linkToHere(): Promise<{ link: string; short: boolean }> {
  const query = location.search.slice(1);
  if (!query) return { link: `${location.origin}/`, short: true };
  try {
    const answer = await fetch('/api/links', {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }), signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.ok) return { link: location.origin + ((await answer.json()) as { path: string }).path, short: true };
  } catch {
    // The server is away or slow; the whole address says the same.
  }
  return { link: location.href, short: false };
}
