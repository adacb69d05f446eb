/** A refusal that trying again will not mend. */
export class Refused extends Error {
  constructor(readonly status: number, detail: string) {
    super(detail);
  }
}

const PAUSES = [1, 2, 4, 8, 15, 30];
const secondsBefore = (attempt: number) => PAUSES[Math.min(attempt, PAUSES.length - 1)];

/** A while, longer after each failed try. */
export const pauseBefore = (attempt: number, signal?: AbortSignal) => pause(secondsBefore(attempt) * 1000, signal);

/**
 * Fetches, and while the server cannot answer (no network, 502–504, 429) waits and tries again for as long as it takes:
 * the map stays open all day and outlives a restart of the server.
 * @param onTrouble told of each failed try, with what went wrong in the server's words
 */
export async function fetchPatiently(url: string, onTrouble: (detail: string) => void, signal?: AbortSignal, cache?: RequestCache): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    let wait = secondsBefore(attempt);
    try {
      const response = await fetch(url, { signal, cache, headers: { Accept: 'application/geo+json, application/json, */*' } });
      if (response.ok) return response;
      const detail = await problemOf(response);
      if (![429, 502, 503, 504].includes(response.status)) throw new Refused(response.status, detail);
      onTrouble(detail);
      const asked = Number(response.headers.get('Retry-After'));
      if (asked > 0) wait = Math.min(asked, 60);
    } catch (error) {
      if (error instanceof Refused || signal?.aborted) throw error;
      onTrouble(String(error instanceof Error ? error.message : error));
    }
    await pause(wait * 1000, signal);
  }
}

export async function fetchJson<T>(url: string, onTrouble: (detail: string) => void, signal?: AbortSignal): Promise<T> {
  return (await (await fetchPatiently(url, onTrouble, signal)).json()) as T;
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}

/** ProblemDetails' own words, or the status line. */
async function problemOf(response: Response): Promise<string> {
  try {
    const problem = (await response.clone().json()) as { title?: string; detail?: string };
    return problem.detail ?? problem.title ?? `${response.status} ${response.statusText}`;
  } catch {
    return `${response.status} ${response.statusText}`;
  }
}
