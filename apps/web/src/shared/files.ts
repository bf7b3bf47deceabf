import type { Endpoint } from '@miaopu/contract';
import { type AnswerOf, failureOf, hrefOf, type InputOf, reach, unreachable } from './client.ts';

/** The name that the server gave a file: `filename*` before `filename`. */
function fileNameOf(disposition: string | null): string | null {
  const encoded = disposition?.match(/filename\*=UTF-8''([^;]+)/i)?.[1];
  if (encoded) return decodeURIComponent(encoded);
  return disposition?.match(/filename="?([^";]+)"?/i)?.[1] ?? null;
}

/**
 * Fetches the file that an endpoint answers with and hands it to the browser under the server's name.
 * Unlike a plain link, what goes wrong is thrown as a `CallFailed` and can be shown where the button is.
 */
export async function downloadFile<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  fallbackName: string,
): Promise<void> {
  const response = await reach(hrefOf(endpoint, input), { method: endpoint.method });
  if (!response.ok) throw await failureOf(response);
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = fileNameOf(response.headers.get('content-disposition')) ?? fallbackName;
  link.click();
  // The browser reads the address after the click returns.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * Sends a file as the multipart field `file`, telling how many of its bytes have left (fetch cannot).
 * Throws `CallFailed`, or an `AbortError` when the signal stops it.
 */
export function uploadFile<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  file: File,
  options: { signal?: AbortSignal; onProgress?: (sent: number, total: number) => void } = {},
): Promise<AnswerOf<E>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(endpoint.method, hrefOf(endpoint, input));
    request.upload.onprogress = ({ loaded, total }) => options.onProgress?.(loaded, total);
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'));
    request.onload = () => {
      const answer = new Response(request.responseText, {
        status: request.status,
        headers: { 'x-request-id': request.getResponseHeader('x-request-id') ?? '' },
      });
      if (answer.ok) resolve(JSON.parse(request.responseText) as AnswerOf<E>);
      else void failureOf(answer).then(reject);
    };
    options.signal?.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}
